// SPDX-License-Identifier: Apache-2.0
import Postgres
import Store

/// One kind of background work.
///
/// A handler may run again for the same job when its server died, so its result is one transaction, which
/// calls `JobStore.finish` and changes nothing when that is false.
package protocol JobHandler: Sendable {
    var kind: JobKind { get }

    /// Does the work; `progress` is told how far it is, 0 to 1.
    ///
    /// The task is cancelled when the job was stopped or is another server's.
    func run(_ job: JobRecord, _ context: JobContext, progress: @escaping @Sendable (Double) -> Void)
        async throws

    /// Whether every further attempt would end with this error.
    func isFinal(_ error: any Error) -> Bool

    /// Writes down that nobody tries any more, in the transaction that ends the job as failed or parks it.
    func giveUp(_ job: JobRecord, after error: any Error, _ db: Connection) throws
}

extension JobHandler {
    /// Most errors are of the moment: a service that is away, a lock that came too late.
    package func isFinal(_ error: any Error) -> Bool { false }

    /// For most work the clock does it when its time is over.
    package func giveUp(_ job: JobRecord, after error: any Error, _ db: Connection) throws {}
}

/// A job that was begun as often as it may be, and ended its server each time or was lost with it.
struct Abandoned: Error, CustomStringConvertible {
    var description: String { "The server ended during the last attempt." }
}

extension JobRecord {
    /// What whoever waits for this job is told when it is parked.
    func cause(_ error: any Error) -> String {
        (error as? WorkerFailure)?.cause
            ?? "The platform could not do it, in \(attempt) attempts; its log says why."
    }
}
