// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store
import Workflow

/// Compares a version under embargo with what had to go from another finding, as that begins to bind it and
/// once more on its day; takes it back where it has that, and otherwise ends the embargo if its day has come.
///
/// What can no longer be compared waits, and is told to the operator.
package struct CompareEmbargoed: JobHandler {
    package let kind = JobKind.compareEmbargoed

    package init() {}

    package func run(
        _ job: JobRecord,
        _ context: JobContext,
        progress: @escaping @Sendable (Double) -> Void
    ) async throws {
        try await ForeignComparison.run(job, context) { id, answer, compared, db in
            switch answer {
            case .stands: try db.takeBack(embargoed: id, signing: db.signingKeys(in: context.keysDirectory))
            case .unknown: throw GonePassage()
            case .clean: try db.publish(embargoed: id, comparedWith: compared)
            }
        }
    }

    /// A passage that had to go from another finding is no longer there to be compared with.
    private struct GonePassage: Error {}
}
