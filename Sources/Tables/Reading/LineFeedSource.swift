// SPDX-License-Identifier: Apache-2.0

/// A source whose lines may end in carriage returns alone, with line feeds in their place.
struct LineFeedSource: ByteSource {
    private static let chunk = 1 << 16

    private var source: any ByteSource
    private var text = MemorySource([])
    /// Whether a carriage return was read that waits for the byte behind it.
    private var hasReturn = false
    private var isAtEnd = false

    init(_ source: any ByteSource) {
        self.source = source
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = text.read(into: buffer)
            guard count == 0, !isAtEnd else { return count }
            try refill()
        }
    }

    private mutating func refill() throws {
        let open = hasReturn ? 1 : 0
        var bytes = [UInt8](repeating: Byte.carriageReturn, count: open + Self.chunk)
        let got = try bytes.withUnsafeMutableBytes {
            try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[open...]))
        }
        bytes.removeLast(Self.chunk - got)
        isAtEnd = got == 0
        hasReturn = !isAtEnd && bytes.last == Byte.carriageReturn
        if hasReturn { bytes.removeLast() }
        text = MemorySource(Self.text(bytes))
    }

    /// A text with line feeds in the place of lone carriage returns.
    static func text(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(Byte.carriageReturn) else { return text }
        var text = text
        for index in text.indices where text[index] == Byte.carriageReturn {
            if index + 1 == text.count || text[index + 1] != Byte.lineFeed { text[index] = Byte.lineFeed }
        }
        return text
    }
}
