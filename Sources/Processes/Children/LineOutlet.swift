// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// A pipe that a program writes lines to, each of which is handed on as soon as it is whole.
final class LineOutlet: Outlet {
    let reading: OpenFile
    let writing: OpenFile
    private let longest: Int
    private let onLine: @Sendable ([UInt8]) -> Void
    private let onTooLong: @Sendable () -> Void
    /// What came behind the last line; `nil` once that was too long.
    private let begun = Mutex<[UInt8]?>([])

    /// Hands on lines of at most `longest` bytes, without their line feeds.
    ///
    /// At a longer one `onTooLong` is called once, and nothing more is handed on.
    init(
        longest: Int,
        onLine: @escaping @Sendable ([UInt8]) -> Void,
        onTooLong: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        (reading, writing) = try OpenFile.pipe()
        self.longest = longest
        self.onLine = onLine
        self.onTooLong = onTooLong
    }

    /// Whether a line was too long.
    var isCut: Bool { begun.withLock { $0 == nil } }

    func read() {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = Glibc.read(reading.descriptor, &buffer, buffer.count)
            // Empty for now.
            if count <= 0 { return }
            take(buffer.prefix(count))
            // A writer that never pauses gets no further than the watch over its end does.
            if count < buffer.count || isCut { return }
        }
    }

    private func take(_ bytes: ArraySlice<UInt8>) {
        var lines: [[UInt8]] = []
        let isTooLong = begun.withLock { begun in
            guard var line = begun else { return false }
            for piece in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                .enumerated()
            {
                if piece.offset > 0 {
                    lines.append(line)
                    line = []
                }
                line += piece.element
                guard line.count <= longest else {
                    begun = nil
                    return true
                }
            }
            begun = line
            return false
        }
        lines.forEach(onLine)
        if isTooLong { onTooLong() }
    }
}
