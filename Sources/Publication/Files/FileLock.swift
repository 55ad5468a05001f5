// SPDX-License-Identifier: Apache-2.0
import CLinux
import Domain
import Glibc
import JSON

/// An exclusive lock on a file, given up when this value goes away or its process ends.
final class FileLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock without waiting.
    ///
    /// The file says who took it, and when if `instant` is given.
    init(path: String, mode: mode_t = 0o644, at instant: Instant? = nil) throws {
        descriptor = try Self.lock(path, mode, instant)
    }

    private static func lock(_ path: String, _ mode: mode_t, _ instant: Instant?) throws -> Int32 {
        let descriptor = try perform("open", path) {
            open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode)
        }
        do {
            let code = clinux_flock_exclusive(descriptor)
            if code == -EWOULDBLOCK { throw LockHeld(path: path, content: content(of: descriptor)) }
            if code < 0 { throw FileError(operation: "lock", path: path, code: -code) }
            let holder = JSON.object(compacting: [
                "pid": .integer(Int64(getpid())), "since": instant.map(JSON.text),
            ])
            let bytes = holder.canonical
            _ = try perform("write", path) { ftruncate(descriptor, 0) }
            _ = try perform("write", path) { pwrite(descriptor, bytes, bytes.count, 0) }
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit {
        // Let go, and not only closed: a child that this process has just forked has the same file open until it runs its program.
        _ = clinux_flock_release(descriptor)
        close(descriptor)
    }

    /// What the holder wrote; empty when it has only just taken the lock.
    private static func content(of descriptor: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return Array(bytes.prefix(max(0, count)))
    }
}

/// Somebody else holds a lock.
package struct LockHeld: Error, Hashable, Sendable, CustomStringConvertible {
    package let path: String
    /// The holder's process id and the time of taking, as far as its file says.
    package let process: Int?
    package let since: Instant?

    init(path: String, content: [UInt8]) {
        let holder = try? JSON(parsing: content)
        self.path = path
        process = holder?["pid"]?.integer.map { Int($0) }
        since = holder?["since"]?.string.flatMap { Instant($0) }
    }

    package var description: String {
        let holder = process.map { "process \($0)" } ?? "another process"
        return "\(path) is held by \(holder)" + (since.map { " since \($0)" } ?? "")
    }
}
