// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Processes

/// The folder of the server's socket.
///
/// Whoever may enter it may connect, so only the server's user and root can (mode 0700).
struct SocketFolder: Sendable {
    let path: String

    /// The room for a socket's path in `sockaddr_un`, without the zero at its end.
    private static let longestSocketPath = 107

    /// Chooses the wanted folder, or one with a short name made from the data folder's path when the wanted
    /// one cannot serve.
    static func choose(_ options: ClusterOptions, account: Account) throws(SystemError) -> SocketFolder {
        let wanted = Path.absolute(options.socketDirectory ?? options.directory + ".socket")
        try SystemCall.makeFolders(Path.parent(wanted))
        let socketLength = "\(wanted)/.s.PGSQL.\(options.port)".utf8.count
        // A comma separates hosts in a connection string, so it cannot be part of one.
        if socketLength <= longestSocketPath, !wanted.contains(","), try account.canReach(wanted) {
            return SocketFolder(path: wanted)
        }
        let name = "teahouse-\(account.user)-\(Path.fingerprint(options.directory))"
        return SocketFolder(path: "\(runtimeFolder)/\(name)")
    }

    private static var runtimeFolder: String {
        let personal = ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"] ?? ""
        let candidates = geteuid() == 0 ? ["/run"] : [personal]
        return candidates.first { $0.hasPrefix("/") && $0.utf8.count < 40 && access($0, W_OK | X_OK) == 0 }
            ?? "/tmp"
    }

    /// Makes the folder, or makes sure that the existing one is nobody else's: under `/tmp` anybody could
    /// have put one there.
    func prepare(for account: Account) throws(SystemError) {
        try SystemCall.makeFolders(path)
        guard let status = try SystemCall.status(of: path) else {
            throw SystemError(operation: "use the socket folder", path: path, code: ENOENT)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw SystemError(operation: "use the socket folder", path: path, code: ENOTDIR)
        }
        guard status.st_uid == geteuid() || status.st_uid == account.user else {
            throw SystemError(operation: "use the socket folder", path: path, code: EPERM)
        }
        try account.own(path)
        if status.st_mode & 0o7777 != 0o700 { try SystemCall.check(chmod(path, 0o700), "make private", path) }
    }

    /// Removes the folder when nothing is in it.
    func removeIfEmpty() {
        _ = rmdir(path)
    }
}
