// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store
import Workflow

/// Compares a version under embargo with what had to go from another finding since its certificate was made,
/// and takes it back where it has that.
package struct CompareEmbargoed: JobHandler {
    package let kind = JobKind.compareEmbargoed

    package init() {}

    package func run(
        _ job: JobRecord,
        _ context: JobContext,
        progress: @escaping @Sendable (Double) throws -> Void
    ) async throws {
        let id = ID<FindingVersion>(rawValue: job.subject)
        let keys = try KeyRing(opening: context.keysDirectory)
        let work = try await context.read { db in try ForeignComparison(id, db) }
        let found = try await onOwnThread { _ in try work?.look(context.files) }
        try await context.write { db in
            guard try JobStore(db).finish(job) else { return }
            try BindingPassageStore(db).keep(found?.fingerprints ?? [:])
            if found?.stands == true { try db.takeBack(embargoed: id, signing: keys) }
        }
    }
}
