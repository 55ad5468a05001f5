// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Calls again while a signal interrupts, and throws when the system refuses.
func perform<Result: SignedInteger>(
    _ operation: String,
    _ path: String,
    _ call: () -> Result
) throws(FileError) -> Result {
    while true {
        let result = call()
        if result >= 0 { return result }
        let code = errno
        guard code == EINTR else { throw FileError(operation: operation, path: path, code: code) }
    }
}

/// Forces a descriptor's data to the disk.
///
/// A failure is final, an interruption too: the kernel may have dropped what it could not write, so that a
/// second call would succeed over lost data.
func synchronize(_ descriptor: Int32, _ path: String) throws(FileError) {
    guard fsync(descriptor) == 0 else { throw FileError(operation: "fsync", path: path, code: errno) }
}

/// Writes all of the bytes, in as many pieces as the system wants.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String) throws(FileError) {
    var rest = bytes
    while !rest.isEmpty {
        let count = try perform("write", path) { write(descriptor, rest.baseAddress, rest.count) }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
}

/// Takes the exclusive flock(2) of an open file without waiting; false when another open file has it.
func lockAtOnce(_ descriptor: Int32, _ path: String) throws(FileError) -> Bool {
    do throws(FileError) {
        _ = try perform("lock", path) { flock(descriptor, LOCK_EX | LOCK_NB) }
        return true
    } catch {
        guard error.code == EWOULDBLOCK else { throw error }
        return false
    }
}
