// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Backup
import Logging
import Postgres
import Server
import Store

/// The role that copies the database and follows its log.
private let backupRole = "teahouse_backup"

/// How a folder of backups is opened.
struct PassphraseArguments: ParsableArguments {
    @Option(
        help: "A file, closed to others, whose text the backup is encrypted with (AES-256-GCM under scrypt)."
    )
    var passphraseFile: String?

    func passphrase() throws -> [UInt8]? { try passphraseFile.map(BackupKey.passphrase(in:)) }
}

/// What is backed up.
struct BackupSourceArguments: ParsableArguments {
    @Option(help: "The folder with the signing keys, where it is not that of --state.") var keys: String?
    @Option(help: "The folder with the files, where it is not that of --state.") var files: String?

    /// Runs `body` with what a state folder, or an address and folders, name.
    func with<T: Sendable>(
        _ database: DatabaseOptions,
        logger: Logger,
        _ body: (BackupSource, StateFolder) async throws -> T
    ) async throws -> T {
        let state = StateFolder(database.state ?? "./teahouse-state", keys: keys, files: files)
        let replication = try database.conninfo().signedIn(as: backupRole)
        return try await database.with(role: DatabaseOptions.platformRole, logger: logger) { pool in
            let source = BackupSource(
                replication: replication,
                platform: pool,
                files: try FileStore(directory: state.files),
                keys: state.keys,
                schema: Schema.migrations.last?.name ?? ""
            )
            return try await body(source, state)
        }
    }
}
