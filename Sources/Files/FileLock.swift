// SPDX-License-Identifier: Apache-2.0
import Domain
import Glibc

/// An exclusive lock on a file, given up when this value goes away or its process ends.
package final class FileLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock without waiting, and makes the file where it is missing.
    ///
    /// The file says who took it, and when if `instant` is given. Throws ``LockHeld``
    /// when somebody else has it.
    package init(path: String, mode: mode_t = 0o600, at instant: Instant? = nil) throws {
        descriptor = try Self.lock(path, mode, instant)
    }

    private static func lock(_ path: String, _ mode: mode_t, _ instant: Instant?) throws -> Int32 {
        let descriptor = try perform("open", path) {
            open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode)
        }
        do {
            guard try lockAtOnce(descriptor, path) else {
                throw LockHeld(path: path, content: content(of: descriptor))
            }
            let holder = Array("\(getpid())\(instant.map { " since \($0)" } ?? "")\n".utf8)
            _ = try perform("write", path) { ftruncate(descriptor, 0) }
            try tell(holder, descriptor, path)
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Writes who has the lock, which is held also where the disk has no room to say so.
    private static func tell(_ holder: [UInt8], _ descriptor: Int32, _ path: String) throws(FileError) {
        do throws(FileError) {
            let count = try perform("write", path) { pwrite(descriptor, holder, holder.count, 0) }
            // Half a number would be somebody else's.
            if count != holder.count { _ = try perform("write", path) { ftruncate(descriptor, 0) } }
        } catch {
            guard error.isFull else { throw error }
        }
    }

    deinit {
        // Let go, and not only closed: a child that this process has just forked has the same file open
        // until it runs its program.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// What the holder wrote; empty when it has only just taken the lock.
    private static func content(of descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}

/// Somebody else holds a lock.
package struct LockHeld: Error, Hashable, Sendable, CustomStringConvertible {
    /// The lock's file.
    package let path: String
    /// The holder's process id, as far as the file says.
    package let process: Int?
    /// When it was taken, as far as the file says.
    package let since: Instant?

    /// Reads what a holder writes: `4711 since 2026-11-25T02:00:00Z`.
    init(path: String, content: String) {
        let words = content.split { $0 == " " || $0 == "\n" }
        self.path = path
        process = words.first.flatMap { Int($0) }
        since = words.count == 3 ? Instant(String(words[2])) : nil
    }

    package var description: String {
        let holder = process.map { "process \($0)" } ?? "another process"
        return "\(path) is held by \(holder)" + (since.map { " since \($0)" } ?? "")
    }
}
