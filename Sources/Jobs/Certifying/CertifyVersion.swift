// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store
import Workflow

/// Certifies a version whose gates are all open, unless a passage stands in it that had to go from another
/// finding since it was screened: then it is screened anew.
package struct CertifyVersion: JobHandler {
    package let kind = JobKind.certifyVersion

    package init() {}

    package func run(
        _ job: JobRecord,
        _ context: JobContext,
        progress: @escaping @Sendable (Double) throws -> Void
    ) async throws {
        let id = ID<FindingVersion>(rawValue: job.subject)
        let keys = try KeyRing(opening: context.keysDirectory)
        let pid = try PID.random(.publication)
        let work = try await context.read { db in try ForeignComparison(id, db) }
        let found = try await onOwnThread { _ in try work?.look(context.files) }
        try await context.write { db in
            guard try JobStore(db).finish(job) else { return }
            try BindingPassageStore(db).keep(found?.fingerprints ?? [:])
            if found?.stands == true { try db.renewScreening(of: id) }
            // Where a gate has closed again, the certificate waits for that.
            try db.certify(id, as: pid, signing: keys)
        }
    }

    package func isFinal(_ error: any Error) -> Bool { error is CertificationRefused }

    package func giveUp(_ job: JobRecord, after error: any Error, _ db: Connection) throws {
        // What is wrong with the platform itself is for its log.
        let cause =
            (error as? CertificationRefused)?.description
            ?? "The platform could not issue it, in \(job.attempt) attempts; its log says why."
        try db.certificateFailed(of: ID(rawValue: job.subject), because: cause)
    }
}
