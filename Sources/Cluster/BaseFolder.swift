// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Logging
import Processes

/// A data folder that is made of a base backup, before a server runs on it.
package struct BaseFolder: Sendable {
    package let path: String
    private let account: Account
    /// Where the log is that is replayed, for as long as it is; below the data folder, which is the working
    /// folder of the server, so that nothing in its path needs quoting.
    private static let logs = "restored_wal"

    /// Makes the folder, for the user that PostgreSQL is to run as.
    ///
    /// - Throws: `SystemError` where something has the path.
    package init(making path: String) throws {
        account = try Account.choose(for: path)
        self.path = Path.absolute(path)
        try SystemCall.makeFolders(Path.parent(self.path))
        try SystemCall.check(mkdir(path, 0o700), "make the folder", path)
        try account.own(path)
    }

    /// Unpacks the archive that `feed` hands to its sink, a tar of `pg_basebackup`.
    package func unpack(
        _ feed: @escaping @Sendable (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) async throws {
        var command = Command(path: "/bin/tar", account: account, folder: try SystemCall.openFolder(path))
        command.arguments = ["--extract", "--file=-", "--directory=\(Command.inheritedFolder)"]
        let ended = try await command.consume(feed)
        guard ended.ending == .exited(0) else { throw ClusterError.unpackFailed(output: ended.complaint) }
    }

    /// What `pg_verifybackup` finds wrong with what was unpacked; `nil` when that is nothing.
    package func verify() async throws -> String? {
        guard let major = try DataFolder.major(of: path),
            let program = try Cluster.program("pg_verifybackup", atLeast: major)
        else { throw ClusterError.noBinaries }
        var command = Command(path: program, account: account, folder: try SystemCall.openFolder(path))
        // The log in it is checked by its replay.
        command.arguments = ["--no-parse-wal", "--quiet", Command.inheritedFolder]
        let outcome = try await command.run()
        return outcome.ending == .exited(0) ? nil : outcome.output
    }

    /// Adds a file of the log to be replayed.
    package func addLog(
        _ name: String,
        _ body: (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    )
        throws
    {
        let folder = "\(path)/\(Self.logs)"
        if try SystemCall.status(of: folder) == nil {
            try SystemCall.check(mkdir(folder, 0o700), "make the folder", folder)
            try account.own(folder)
        }
        try write("\(Self.logs)/\(name)", body)
    }

    /// Replays the log, up to a moment or to its end, runs `body` over the server, and stops it.
    ///
    /// - Parameter moment: As PostgreSQL reads it; `nil` for the end of the log.
    /// - Throws: `ClusterError.endsEarly` when nothing of the log is later than the moment.
    package func recover<T: Sendable>(
        to moment: String?,
        logger: Logger,
        _ body: (_ connection: String) async throws -> T
    ) async throws -> T {
        // A cluster whose settings are elsewhere, as Debian's, is to start here as well.
        for (name, text) in [
            ("postgresql.conf", "# Made by teahouse restore: the settings of this server were elsewhere.\n"),
            ("pg_hba.conf", "local all all trust\n"), ("pg_ident.conf", ""), ("recovery.signal", ""),
        ] where try SystemCall.status(of: "\(path)/\(name)") == nil {
            try write(name) { sink in try Array(text.utf8).withUnsafeBytes { try sink($0) } }
        }
        let logs = Self.logs
        var settings = [
            "restore_command": "test -f \(logs)/%f && cp \(logs)/%f %p", "hot_standby": "off",
            "recovery_target_action": "promote", "archive_mode": "off", "shared_preload_libraries": "",
            "max_wal_size": "4GB", "ssl": "off",
        ]
        if let moment { settings["recovery_target_time"] = moment }
        let options = ClusterOptions(directory: path, settings: settings, startLimit: .seconds(7200))
        let cluster: Cluster
        do {
            cluster = try await Cluster.start(options, logger: logger)
        } catch let error as ClusterError {
            guard case .startFailed(_, _, let output) = error, moment != nil,
                output.contains("recovery ended before configured recovery target was reached")
            else { throw error }
            throw ClusterError.endsEarly
        }
        let outcome: Result<T, any Error>
        do {
            outcome = .success(try await body(cluster.connectionInfo))
        } catch {
            outcome = .failure(error)
        }
        await cluster.stop()
        let folder = "\(path)/\(logs)"
        if try SystemCall.status(of: folder) != nil { try SystemCall.removeTree(folder) }
        return try outcome.get()
    }

    private func write(_ name: String, _ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void)
        throws
    {
        let target = "\(path)/\(name)"
        let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        try SystemCall.check(descriptor, "create", target)
        let file = OpenFile(descriptor)
        try account.own(target)
        try body { bytes in
            var rest = bytes
            while !rest.isEmpty {
                let count = Glibc.write(file.descriptor, rest.baseAddress, rest.count)
                if count > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                } else if errno != EINTR {
                    throw SystemError(operation: "write to", path: target, code: errno)
                }
            }
        }
        try SystemCall.check(fsync(file.descriptor), "write to disk", target)
    }
}

extension Cluster {
    /// Where a program of PostgreSQL is, of a major version or a newer one; `nil` when it is not installed.
    package static func program(_ name: String, atLeast major: Int) throws -> String? {
        let root = "/usr/lib/postgresql"
        let versions = try SystemCall.status(of: root) == nil ? [] : SystemCall.names(in: root)
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let candidates =
            versions.compactMap { Int($0) }.filter { $0 >= major }.sorted().map {
                "\(root)/\($0)/bin/\(name)"
            }
            + path.split(separator: ":").map { "\($0)/\(name)" }
        return try candidates.first(where: SystemCall.canRun)
    }
}
