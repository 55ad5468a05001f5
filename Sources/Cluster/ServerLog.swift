// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Processes

/// The file that PostgreSQL logs to, with one earlier file beside it; the two together stay below about
/// twice `limit`.
struct ServerLog: Sendable {
    let path: String
    let file: OpenFile
    private let limit: off_t

    init(_ path: String, limit: off_t = 8 << 20) throws(SystemError) {
        self.path = path
        self.limit = limit
        // Appending, so the server goes on at the end wherever trimming puts it.
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        try SystemCall.check(descriptor, "open", path)
        file = OpenFile(descriptor)
    }

    var size: off_t {
        max(0, lseek(file.descriptor, 0, SEEK_END))
    }

    /// Moves the content to the earlier file when there is too much of it.
    ///
    /// The server writes on meanwhile; a line of that moment may be lost.
    func trim() throws {
        guard size > limit else { return }
        let content = text(from: 0)
        let earlier = path + ".1"
        try Data(content.utf8).write(to: URL(fileURLWithPath: earlier), options: .atomic)
        try SystemCall.check(chmod(earlier, 0o600), "make private", earlier)
        try SystemCall.check(ftruncate(file.descriptor, 0), "empty", path)
    }

    /// The last lines written after `offset`.
    func lastLines(_ count: Int = 15, from offset: off_t = 0) -> String {
        let start = max(offset, size - 16 * 1024)
        return text(from: start).split(separator: "\n").suffix(count).joined(separator: "\n")
    }

    private func text(from offset: off_t) -> String {
        var buffer = [UInt8](repeating: 0, count: Int(max(0, size - offset)))
        let count = pread(file.descriptor, &buffer, buffer.count, offset)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}
