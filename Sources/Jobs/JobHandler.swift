// SPDX-License-Identifier: Apache-2.0
import Logging
import Postgres
import Store

/// What background work has at hand.
package struct JobContext: Sendable {
    /// The pool of background work, of the platform's own role.
    package let database: Database
    package let files: FileStore
    /// The folder of the signing keys, read anew at each use.
    package let keysDirectory: String
    package let logger: Logger
    /// Told after each transaction that background work committed, for whoever waits for it in this process.
    private let onCommit: @Sendable () -> Void

    package init(
        database: Database,
        files: FileStore,
        keysDirectory: String,
        logger: Logger,
        onCommit: @escaping @Sendable () -> Void = {}
    ) {
        self.database = database
        self.files = files
        self.keysDirectory = keysDirectory
        self.logger = logger
        self.onCommit = onCommit
    }

    /// Runs `body` in one transaction of the platform's own.
    package func write<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        let value = try await database.write(body)
        onCommit()
        return value
    }

    /// Runs `body` in a read-only transaction of the platform's own.
    package func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await database.read(body)
    }
}

/// One kind of background work.
///
/// A handler may run again for the same job when its server died, so its result is one transaction, which
/// calls `JobStore.finish` and changes nothing when that is false.
package protocol JobHandler: Sendable {
    var kind: JobKind { get }

    /// Does the work; `progress` is told how far it is, 0 to 1, and throws when the job
    /// was lost to another server.
    func run(_ job: JobRecord, _ context: JobContext, progress: @escaping @Sendable (Double) throws -> Void)
        async throws

    /// Whether every further attempt would end with this error.
    func isFinal(_ error: any Error) -> Bool

    /// Writes down that nobody tries any more, in the transaction that ends the job as failed.
    func giveUp(_ job: JobRecord, after error: any Error, _ db: Connection) throws
}

extension JobHandler {
    /// Most errors are of the moment: a service that is away, a lock that came too late.
    package func isFinal(_ error: any Error) -> Bool { false }

    /// For most work the clock does it when its time is over.
    package func giveUp(_ job: JobRecord, after error: any Error, _ db: Connection) throws {}
}
