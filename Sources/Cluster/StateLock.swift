// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Processes

/// Lets one process at a time use a folder.
///
/// The kernel holds the lock for the open file (flock(2)) and drops it with the process, however that ends;
/// the process id inside is only there to be told to the next one. The file is never removed, because a
/// lock on a removed file locks nothing.
package enum StateLock {
    /// A lock that is held until `release()`, or until nobody refers to it any more.
    package final class Held: Sendable {
        private let file: OpenFile

        fileprivate init(_ file: OpenFile) {
            self.file = file
        }

        package func release() {
            _ = clinux_flock_release(file.descriptor)
        }
    }

    /// Takes the lock file at `path`, making it when it is not there.
    ///
    /// - Throws: `ClusterError.inUse` with the holder's process id and command when another process has it,
    ///   `SystemError` when the file cannot be used.
    package static func acquire(_ path: String) throws -> Held {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        try SystemCall.check(descriptor, "open", path)
        let file = OpenFile(descriptor)
        let result = clinux_flock_exclusive(descriptor)
        if result == -EWOULDBLOCK { throw ClusterError.inUse(lock: path, holder: holder(named: descriptor)) }
        _ = try SystemCall.value(result, "lock", path)
        let content = Array("\(getpid())\n".utf8)
        try SystemCall.check(ftruncate(descriptor, 0), "write", path)
        let count = pwrite(descriptor, content, content.count, 0)
        // The lock is held also where the disk has no room to say by whom; half a number
        // would be somebody else's.
        if count < 0, ![ENOSPC, EDQUOT, EFBIG].contains(errno) {
            throw SystemError(operation: "write", path: path, code: errno)
        }
        if count != content.count { try SystemCall.check(ftruncate(descriptor, 0), "write", path) }
        return Held(file)
    }

    private static func holder(named descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        let digits = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self).prefix { $0.isNumber }
        guard let process = pid_t(digits) else { return "another process" }
        do {
            guard let command = try RunningProcess(process).command else { return "process \(process)" }
            return "process \(process) (\(command))"
        } catch {
            // What matters is that there is a holder; why its name is not known is told in its place.
            return "process \(process) (\(error))"
        }
    }
}
