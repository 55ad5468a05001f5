// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// A file descriptor that is closed with its last reference.
package final class OpenFile: Sendable {
    /// Valid for as long as this object is.
    package let descriptor: Int32

    /// Takes over `descriptor`, which nobody else closes.
    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// A pipe; reading from it does not wait.
    static func pipe() throws(SystemError) -> (reading: OpenFile, writing: OpenFile) {
        var (reading, writing): (Int32, Int32) = (-1, -1)
        _ = try SystemCall.value(clinux_pipe(&reading, &writing), "make", "a pipe")
        return (OpenFile(reading), OpenFile(writing))
    }

    /// A pipe for a program to read from, whose reading waits; writing to it does not.
    static func feedingPipe() throws(SystemError) -> (reading: OpenFile, writing: OpenFile) {
        var ends: [Int32] = [-1, -1]
        try SystemCall.check(Glibc.pipe(&ends), "make", "a pipe")
        let (reading, writing) = (OpenFile(ends[0]), OpenFile(ends[1]))
        for file in [reading, writing] {
            try SystemCall.check(fcntl(file.descriptor, F_SETFD, FD_CLOEXEC), "close to programs", "a pipe")
        }
        try SystemCall.check(fcntl(writing.descriptor, F_SETFL, O_NONBLOCK), "make", "a pipe")
        return (reading, writing)
    }

    /// A file in memory with that content, to be read from its start.
    static func inMemory(_ content: [UInt8]) throws(SystemError) -> OpenFile {
        let name = "a file in memory"
        let file = OpenFile(try SystemCall.value(clinux_memory_file("input"), "make", name))
        var written = 0
        while written < content.count {
            let count = content[written...].withUnsafeBytes {
                write(file.descriptor, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw SystemError(operation: "write to", path: name, code: errno)
            }
        }
        try SystemCall.check(lseek(file.descriptor, 0, SEEK_SET) < 0 ? -1 : 0, "go to the start of", name)
        return file
    }

    /// All that a file in memory holds.
    func content() throws(SystemError) -> [UInt8] {
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = pread(descriptor, &piece, piece.count, off_t(content.count))
            if count == 0 { return content }
            if count > 0 {
                content += piece[..<count]
            } else if errno != EINTR {
                throw SystemError(operation: "read", path: "a file in memory", code: errno)
            }
        }
    }
}
