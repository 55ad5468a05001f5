// SPDX-License-Identifier: Apache-2.0

/// Streams the lines of any file, text or not; a line's bytes are valid until the next is read.
package struct LineReader: ~Copyable {
    /// A longer line is handed out in pieces of this length, under one number.
    static let longestPiece = 1 << 20

    private var source: any ByteSource
    private let onProgress: ((Int) throws -> Void)?
    private let base: UnsafeMutablePointer<UInt8>
    private var start = 0
    private var end = 0
    private var isAtEnd = false
    private var bytesRead = 0
    private var nextLine = 1
    private var piece = 0..<0

    package private(set) var line = 0

    package init(_ source: any ByteSource, onProgress: ((Int) throws -> Void)? = nil) {
        self.source = source
        self.onProgress = onProgress
        base = .allocate(capacity: Self.longestPiece)
    }

    deinit {
        base.deallocate()
    }

    /// The line just read, without its end.
    package var bytes: Bytes { Bytes(start: base + piece.lowerBound, count: piece.count) }

    package mutating func next() throws -> Bool {
        line = nextLine
        var searched = start
        while true {
            while searched < end, base[searched] != Byte.lineFeed { searched += 1 }
            if searched < end {
                let isCRLF = searched > start && base[searched - 1] == Byte.carriageReturn
                piece = start..<(isCRLF ? searched - 1 : searched)
                start = searched + 1
                nextLine += 1
                return true
            }
            if isAtEnd || end - start == Self.longestPiece {
                piece = start..<end
                start = end
                return !piece.isEmpty
            }
            searched -= start
            try fill()
        }
    }

    private mutating func fill() throws {
        base.update(from: base + start, count: end - start)
        end -= start
        start = 0
        while end < Self.longestPiece, !isAtEnd {
            let free = UnsafeMutableRawBufferPointer(start: base + end, count: Self.longestPiece - end)
            let got = try source.read(into: free)
            isAtEnd = got == 0
            end += got
            bytesRead += got
        }
        try onProgress?(bytesRead)
    }
}
