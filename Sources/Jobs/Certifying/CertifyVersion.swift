// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store
import Workflow

/// Certifies a version whose gates are all open, unless a passage stands in it that had to go from another
/// finding since it was screened, or nobody can say that it does not: then it is screened anew.
package struct CertifyVersion: JobHandler {
    package let kind = JobKind.certifyVersion

    package init() {}

    package func run(
        _ job: JobRecord,
        _ context: JobContext,
        progress: @escaping @Sendable (Double) -> Void
    ) async throws {
        let pid = try PID.random(.publication)
        try await ForeignComparison.run(job, context) { id, answer, _, db in
            if answer != .clean { try db.renewScreening(of: id) }
            // Where a gate has closed again, the certificate waits for that.
            let keys = try db.signingKeys(in: context.keysDirectory)
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
