// SPDX-License-Identifier: Apache-2.0
import Domain
import Tables

/// What a cell means, whatever its spelling.
///
/// Blanks around it, upper and lower case, the ways to put an accent together and the ways to write one
/// number make no other value.
struct SpelledValue {
    /// Longer numbers are names of things, and a binary fraction does not tell them apart.
    private static let longestNumber = 15

    private let dialect: Dialect
    private var scratch: [UInt8] = []

    /// Numbers are those of `dialect`.
    init(_ dialect: Dialect) {
        self.dialect = dialect
    }

    /// Hands `body` the key that all spellings of the cell's value share.
    mutating func withKey<Result>(of cell: Bytes, _ body: (Bytes) -> Result) -> Result {
        let bytes = cell.trimmed
        scratch.removeAll(keepingCapacity: true)
        if bytes.count <= Self.longestNumber, let number = dialect.number(in: bytes) {
            scratch.append(contentsOf: (Int64(exactly: number).map { "\($0)" } ?? "\(number)").utf8)
        } else if bytes.allSatisfy({ $0 < 0x80 }) {
            scratch.append(contentsOf: bytes)
            for index in scratch.indices where Self.isUpper(scratch[index]) { scratch[index] |= 0x20 }
        } else {
            let text = String(decoding: bytes, as: UTF8.self)
            scratch.append(contentsOf: CaselessText.key(of: text.withoutBlanksAround).utf8)
        }
        return scratch.withUnsafeBufferPointer(body)
    }

    static func key(of text: String) -> String {
        var value = SpelledValue(Dialect())
        return Array(text.utf8).withUnsafeBufferPointer { cell in
            value.withKey(of: cell) { String(decoding: $0, as: UTF8.self) }
        }
    }

    private static func isUpper(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
    }
}

extension String {
    /// The text without white space at either end, that of typesetting and of other scripts included.
    fileprivate var withoutBlanksAround: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
