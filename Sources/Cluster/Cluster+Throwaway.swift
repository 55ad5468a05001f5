// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Logging
import Processes

extension Cluster {
    /// A fresh cluster in a temporary folder, for tests: fast, and worth nothing after this process.
    ///
    /// The server dies with the process. Its folder is removed by `discard()`, or by the next throw-away
    /// cluster.
    package static func throwaway(
        maxConnections: Int = 100,
        settings: [String: String] = [:],
        logger: Logger
    ) async throws -> Cluster {
        let parent = "\(throwawayPlace)/teahouse-throwaway-\(geteuid())"
        try SystemCall.makeFolders(parent)
        guard let status = try SystemCall.status(of: parent), status.st_uid == geteuid(),
            status.st_mode & S_IFMT == S_IFDIR
        else {
            throw SystemError(operation: "use the folder", path: parent, code: EPERM)
        }
        // PostgreSQL's user, when it is not ours, has to pass; what is inside is closed.
        try SystemCall.check(chmod(parent, 0o711), "open up", parent)
        try await sweepThrowaways(in: parent, logger: logger)
        let folder = "\(parent)/\(getpid())-\(String(UInt32.random(in: .min ... .max), radix: 36))"
        try SystemCall.check(mkdir(folder, 0o711), "make the folder", folder)
        try SystemCall.check(chmod(folder, 0o711), "open up", folder)
        let options = ClusterOptions(
            directory: folder + "/data",
            durability: .throwaway,
            maxConnections: maxConnections,
            settings: settings
        )
        return try await start(options, logger: logger)
    }

    /// In memory where there is plenty of it: a run of the tests makes hundreds of databases of 600 files and
    /// 12 MB each, which can take twice as long on a disk.
    package static var throwawayPlace: String {
        var memory = statvfs()
        let isPlenty = statvfs("/dev/shm", &memory) == 0 && memory.f_bavail * memory.f_frsize >= 12 << 30
        return isPlenty && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    }

    /// Stops a throw-away cluster at once and removes its folder; a durable one is only stopped.
    package func discard() async throws {
        await stop()
        if options.durability == .throwaway { try SystemCall.removeTree(Path.parent(options.directory)) }
    }

    /// Removes the folders of processes that are gone.
    private static func sweepThrowaways(in parent: String, logger: Logger) async throws {
        for name in try SystemCall.names(in: parent) {
            guard let process = pid_t(name.prefix { $0 != "-" }), Glibc.kill(process, 0) == -1, errno == ESRCH
            else { continue }
            let folder = "\(parent)/\(name)"
            do {
                let lock = try StateLock.acquire(folder + "/data.lock")
                defer { lock.release() }
                try await EarlierServer(of: folder + "/data", logger: logger)?.kill()
                try SystemCall.removeTree(folder)
            } catch let error where !(error is CancellationError) {
                // In use after all, or being removed by another process as well. Nobody needs it gone now.
                logger.debug("\(folder) was left for later: \(error)")
            }
        }
    }
}
