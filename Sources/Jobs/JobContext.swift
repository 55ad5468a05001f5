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
    /// Does what reads strangers' files.
    package let worker: Worker
    package let logger: Logger
    /// Told after each transaction that background work committed, for whoever waits for it in this process.
    private let onCommit: @Sendable () -> Void

    package init(
        database: Database,
        files: FileStore,
        keysDirectory: String,
        worker: Worker,
        logger: Logger,
        onCommit: @escaping @Sendable () -> Void = {}
    ) {
        self.database = database
        self.files = files
        self.keysDirectory = keysDirectory
        self.worker = worker
        self.logger = logger
        self.onCommit = onCommit
    }

    /// Runs `body` in one transaction of the platform's own.
    package func write<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        let value = try await database.write(body)
        committed()
        return value
    }

    /// Says that background work has committed a transaction, for work that does so by itself.
    package func committed() { onCommit() }

    /// Runs `body` in a read-only transaction of the platform's own.
    package func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await database.read(body)
    }
}
