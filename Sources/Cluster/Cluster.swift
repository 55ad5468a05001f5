// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Logging
import Processes

/// A PostgreSQL cluster of our own: made when it is not there, reachable through a unix socket only, and
/// gone with this process.
///
/// Killed at any moment, the next `start` on the same folder finds its way by itself. Its only role is the
/// superuser `teahouse`.
package actor Cluster {
    package nonisolated let options: ClusterOptions

    /// How libpq connects, without database and user: `host='…' port=…`.
    package nonisolated let connectionInfo: String

    /// The folder with `psql`, `pg_dump` and the other programs of the same version.
    package nonisolated let binaryDirectory: String

    /// The folder that holds the server's socket.
    package nonisolated let socketDirectory: String

    /// The file that the server logs to.
    package nonisolated let logPath: String

    private let binaries: PostgresBinaries
    private let data: DataFolder
    private let socket: SocketFolder
    let log: ServerLog
    let logger: Logger
    private var lock: StateLock.Held?
    private(set) var postmaster: Postmaster?
    /// Whether a server should be running: from a start to the next `stop`.
    private(set) var isWanted = false
    private var lastTurn: Task<Void, Never>?

    /// Starts the cluster in the options' folder, making it first when it is not there.
    ///
    /// - Throws: `ClusterError`, with the end of the server's log when that is what failed; `SystemError`.
    package static func start(_ options: ClusterOptions, logger: Logger) async throws -> Cluster {
        var options = options
        try SystemCall.makeFolders(Path.parent(Path.absolute(options.directory)))
        options.directory = try Path.resolved(options.directory)
        let lock = try StateLock.acquire(lockPath(options))
        let account = try Account.choose(for: options.directory)
        let binaries = try await binaries(for: options)
        let data = try await DataFolder.open(
            options.directory,
            account: account,
            binaries: binaries,
            logger: logger
        )
        let cluster = Cluster(
            options,
            binaries: binaries,
            data: data,
            socket: try SocketFolder.choose(options, account: account),
            log: try ServerLog(options.directory + ".log"),
            logger: logger
        )
        do {
            try await cluster.launch(under: lock)
        } catch {
            lock.release()
            throw error
        }
        return cluster
    }

    private init(
        _ options: ClusterOptions,
        binaries: PostgresBinaries,
        data: DataFolder,
        socket: SocketFolder,
        log: ServerLog,
        logger: Logger
    ) {
        self.options = options
        self.binaries = binaries
        self.data = data
        self.socket = socket
        self.log = log
        self.logger = logger
        binaryDirectory = binaries.directory
        socketDirectory = socket.path
        logPath = log.path
        let host = socket.path.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
        connectionInfo = "host='\(host)' port=\(options.port)"
    }

    /// The server's process id while it runs.
    package var processID: Int32? {
        guard let process = postmaster?.process, !process.hasEnded else { return nil }
        return process.id
    }

    /// Shuts the server down and waits for its end.
    ///
    /// Running transactions are rolled back.
    package func stop() async {
        await inTurn { cluster in
            cluster.isWanted = false
            await cluster.end(SIGINT)
            cluster.socket.removeIfEmpty()
            cluster.lock?.release()
            cluster.lock = nil
        }
    }

    /// Kills the server as a crash would, and waits until its last process is gone.
    ///
    /// A supervised server comes back.
    package func kill() async {
        await inTurn { cluster in await cluster.end(SIGKILL) }
    }

    /// Stops the server if it runs, and starts it again.
    package func restart() async throws {
        try await inTurn { cluster in
            await cluster.end(SIGINT)
            let lock = try cluster.lock ?? StateLock.acquire(Cluster.lockPath(cluster.options))
            try await cluster.launch(under: lock)
        }.get()
    }

    /// Starts the server again when it ended without being asked to.
    func recover() async throws {
        try await inTurn { cluster in
            guard cluster.isWanted, let lock = cluster.lock, cluster.postmaster?.process.hasEnded != false
            else { return }
            try await cluster.launch(under: lock)
        }.get()
    }

    private func launch(under lock: StateLock.Held) async throws {
        guard let earlier = try EarlierServer(of: data.path, logger: logger) else {
            throw SystemError(operation: "use", path: data.path, code: ENOENT)
        }
        try await earlier.stop()
        try socket.prepare(for: data.account)
        let socketFile = "\(socket.path)/.s.PGSQL.\(options.port)"
        for file in [data.path + "/postmaster.pid", socketFile + ".lock"] {
            try earlier.removeIfRecycled(file)
        }
        let started = try await Postmaster.launch(
            options,
            binaries: binaries,
            data: data,
            socket: socket,
            log: log
        )
        self.lock = lock
        postmaster = started
        isWanted = true
        do {
            try await started.waitUntilReady(within: options.startLimit, logger: logger)
        } catch {
            await end(SIGQUIT)
            throw error
        }
        logger.info(
            "PostgreSQL \(binaries.major) is ready",
            metadata: ["pid": "\(started.process.id)", "socket": "\(socket.path)"]
        )
    }

    private func end(_ signal: Int32) async {
        guard let running = postmaster else { return }
        await running.stop(first: signal)
        postmaster = nil
        do {
            _ = try await EarlierServer(of: data.path, logger: logger)?.haveEnded(within: .seconds(10))
        } catch {
            // The next start looks again, and stops what it finds.
            logger.warning("it is not known whether all processes of PostgreSQL have ended: \(error)")
        }
    }

    /// Does one thing at a time, and to its end even when the caller's task is cancelled: half a shutdown
    /// helps nobody.
    @discardableResult
    private func inTurn(_ work: @escaping @Sendable (isolated Cluster) async throws -> Void) async -> Result<
        Void, any Error
    > {
        let before = lastTurn
        let task = Task {
            await before?.value
            try await work(self)
        }
        lastTurn = Task { _ = await task.result }
        return await task.result
    }

    private static func lockPath(_ options: ClusterOptions) -> String {
        options.directory + ".lock"
    }

    private static func binaries(for options: ClusterOptions) async throws -> PostgresBinaries {
        let major = try DataFolder.major(of: options.directory)
        let found =
            if let directory = options.binaryDirectory {
                try await PostgresBinaries.inspect(directory)
            } else {
                try await PostgresBinaries.find(major: major)
            }
        if let major, found?.major != major {
            throw ClusterError.otherVersion(directory: options.directory, version: String(major))
        }
        guard let found else { throw ClusterError.noBinaries }
        guard found.major >= PostgresBinaries.minimumMajor else {
            throw ClusterError.tooOld(version: String(found.major), directory: found.directory)
        }
        return found
    }
}
