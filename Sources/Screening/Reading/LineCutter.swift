// SPDX-License-Identifier: Apache-2.0
import Tables

/// The lines of a text, whichever way they end.
struct LineCutter {
    private let text: Bytes
    private var next = 0
    private(set) var line = 0

    init(_ text: Bytes) {
        self.text = text
    }

    /// The next line without its end, and where it begins.
    mutating func read() -> Range<Int>? {
        guard next < text.count else { return nil }
        line += 1
        let start = next
        var end = start
        while end < text.count, text[end] != Byte.lineFeed, text[end] != Byte.carriageReturn { end &+= 1 }
        next = end &+ 1
        if end &+ 1 < text.count, text[end] == Byte.carriageReturn, text[end &+ 1] == Byte.lineFeed {
            next &+= 1
        }
        return start..<end
    }
}
