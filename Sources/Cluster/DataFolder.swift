// SPDX-License-Identifier: Apache-2.0

import Glibc
import Logging
import Processes

/// The folder that PostgreSQL keeps its data in.
struct DataFolder: Sendable {
    let path: String
    let account: Account
    let handle: OpenFile

    /// How the server reaches the folder: by its path, or through the inherited open folder when its user
    /// may not pass the folders above, as below root's home.
    let argument: String

    /// The major version that made the cluster in `path`; `nil` when there is none yet.
    static func major(of path: String) throws -> Int? {
        guard try SystemCall.status(of: path) != nil else { return nil }
        if let content = try SystemCall.content(of: path + "/PG_VERSION") {
            return PostgresBinaries.version(in: String(decoding: content, as: UTF8.self))
        }
        guard try SystemCall.names(in: path).isEmpty else { throw ClusterError.notACluster(directory: path) }
        return nil
    }

    /// Opens the cluster in `path`, making it first when it is not there.
    ///
    /// The caller holds the folder's lock.
    ///
    /// A new cluster is made under another name and renamed when it is complete and on disk, so `path` is
    /// never a half-made one.
    static func open(_ path: String, account: Account, binaries: PostgresBinaries, logger: Logger)
        async throws -> DataFolder
    {
        try await sweepUnfinished(of: path, logger: logger)
        if try major(of: path) == nil {
            let unfinished = path + unfinishedMark + String(UInt32.random(in: .min ... .max), radix: 36)
            try await initialise(unfinished, account: account, binaries: binaries)
            try SystemCall.check(rename(unfinished, path), "rename to", path)
            try SystemCall.synchronise(folder: Path.parent(path))
            logger.info("made a PostgreSQL \(binaries.major) cluster in \(path)")
        }
        return try DataFolder(path, account: account)
    }

    private static let unfinishedMark = ".unfinished-"

    private init(_ path: String, account: Account) throws(SystemError) {
        self.path = path
        self.account = account
        handle = try SystemCall.openFolder(path)
        argument = try account.canReach(path) ? path : Command.inheritedFolder
    }

    /// Removes what an `initdb` left that was killed with its parent.
    ///
    /// Its own children may still write for a moment, one of them perhaps only now starting. What cannot be
    /// removed is in nobody's way: every attempt has a folder of its own, and the next start tries again.
    private static func sweepUnfinished(of path: String, logger: Logger) async throws {
        let parent = Path.parent(path)
        for name in try SystemCall.names(in: parent) where name.hasPrefix(Path.name(path) + unfinishedMark) {
            let unfinished = "\(parent)/\(name)"
            logger.notice("removing \(unfinished), a cluster that was never finished")
            for attempt in 1...20 {
                do {
                    try await EarlierServer(of: unfinished, logger: logger)?.kill()
                    try SystemCall.removeTree(unfinished)
                    break
                } catch let error as SystemError {
                    if attempt == 20 { logger.warning("\(error)") }
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        }
    }

    /// Runs `initdb` in a new folder.
    ///
    /// Whoever can reach the socket is let in as any role (`trust`). Who can is decided by the socket's
    /// folder: only the user that PostgreSQL runs as, and root. Both could as well read the files or stop
    /// the server, so asking them for a password, or mapping them by `peer` to each role, would add ceremony
    /// and no safety. Over TCP nobody is let in, should somebody ever open a port.
    private static func initialise(_ path: String, account: Account, binaries: PostgresBinaries) async throws
    {
        try SystemCall.check(mkdir(path, 0o700), "make the folder", path)
        try account.own(path)
        let folder = try DataFolder(path, account: account)
        let options = [
            "--username=teahouse", "--auth-local=trust", "--auth-host=reject", "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--data-checksums", "--no-instructions",
        ]
        // Flushing each file as it is made takes longer than flushing all of them at the end.
        for arguments in [options + ["--no-sync"], ["--sync-only"]] {
            var command = folder.command(binaries.initdb)
            command.arguments = ["--pgdata=\(folder.argument)"] + arguments
            let outcome = try await command.run()
            guard outcome.ending == .exited(0) else {
                try SystemCall.removeTree(path)
                let said = outcome.output.isEmpty ? "\(outcome.ending)" : outcome.output
                throw ClusterError.initialisationFailed(output: said)
            }
        }
    }

    /// A program that works on this folder.
    func command(_ program: String) -> Command {
        Command(path: program, arguments: [], account: account, folder: handle)
    }
}
