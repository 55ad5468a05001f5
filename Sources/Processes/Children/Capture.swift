// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// A pipe that a program writes to, and the first bytes of what came through it.
///
/// What comes after those is read too, and dropped: a full pipe would hold the program up.
final class Capture: Outlet {
    private struct Content {
        var bytes: [UInt8] = []
        var isCut = false
    }

    let reading: OpenFile
    /// Open for as long as we read: so `reading` never counts as readable merely because the
    /// program has closed its outputs.
    let writing: OpenFile
    private let bound: Int
    private let content = Mutex(Content())

    /// Keeps at most `bound` bytes, which is not negative.
    init(keeping bound: Int) throws(SystemError) {
        (reading, writing) = try OpenFile.pipe()
        self.bound = bound
    }

    /// What was kept, as text.
    var text: String {
        content.withLock { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// Whether more than that was written.
    var isCut: Bool {
        content.withLock { $0.isCut }
    }

    /// Reads what is in the pipe, without waiting for more.
    ///
    /// A writer that never pauses is left at the bound.
    func read() {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        content.withLock { content in
            repeat {
                let count = Glibc.read(reading.descriptor, &buffer, buffer.count)
                // Empty for now.
                if count <= 0 { return }
                let room = bound - content.bytes.count
                content.bytes += buffer.prefix(min(count, room))
                if count > room { content.isCut = true }
            } while !content.isCut
        }
    }
}
