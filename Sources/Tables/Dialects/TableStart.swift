// SPDX-License-Identifier: Apache-2.0

/// The beginning of a source, from which its dialect is found.
package struct TableStart: Sendable {
    /// How much of a table chooses its dialect.
    package static let usualSize = 1 << 18

    package let bytes: [UInt8]
    /// Whether nothing comes behind them.
    package let isWhole: Bool

    package init(of source: any ByteSource, size: Int = Self.usualSize) throws {
        var source = source
        var isAtEnd = false
        // One byte more shows whether that was all.
        var bytes: [UInt8] = []
        while bytes.count <= size, !isAtEnd {
            let kept = bytes.count
            bytes.append(contentsOf: repeatElement(0, count: size + 1 - kept))
            let got = try bytes.withUnsafeMutableBytes {
                try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[kept...]))
            }
            bytes.removeLast(bytes.count - kept - got)
            isAtEnd = got == 0
        }
        isWhole = bytes.count <= size
        if !isWhole { bytes.removeLast() }
        self.bytes = bytes
    }

    /// It as UTF-8 without a mark; `nil` when it is no text in that encoding.
    package func text(in encoding: Dialect.Encoding) -> [UInt8]? {
        DecodedSource.text(of: bytes, encoding, isWhole: isWhole)
    }

    /// Finds the dialect of the table that begins so.
    package func dialect(
        said: DialectFinder.Said = DialectFinder.Said(),
        usual: Dialect.Delimiter = .comma
    ) throws(CSVError) -> Dialect {
        try DialectFinder(bytes, isWhole: isWhole, said: said, usual: usual).one()
    }

    /// All dialects in which the table that begins so reads.
    package func dialects(usual: Dialect.Delimiter = .comma) -> [Dialect] {
        DialectFinder(bytes, isWhole: isWhole, usual: usual).all()
    }
}
