// SPDX-License-Identifier: Apache-2.0

/// One pass over a text by recursive descent.
struct TOMLParser {
    let text: TOMLText
    let limits: TOML.Limits
    var index: Int
    /// How many tables and arrays stand around the current place.
    var depth = 0

    init(_ text: TOMLText, limits: TOML.Limits) {
        self.text = text
        self.limits = limits
        index = text.start
    }

    mutating func document() throws(TOML.SyntaxError) -> TOML.Table {
        let root = TableDraft(.header, line: 1)
        var section = (table: root, depth: 0)
        while byte != nil {
            skipBlanks()
            switch byte {
            case nil, UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"): break
            case UInt8(ascii: "["): section = try header(below: root)
            default:
                depth = section.depth
                try assignment(in: section.table)
            }
            try endLine()
        }
        return root.table
    }

    /// The byte at the current place; `nil` at the end.
    var byte: UInt8? { index < text.bytes.count ? text.bytes[index] : nil }

    func failure(_ kind: TOML.SyntaxError.Kind, at offset: Int? = nil) -> TOML.SyntaxError {
        text.failure(kind, at: offset ?? index)
    }

    /// Whether `expected` stands at the current place.
    func isNext(_ expected: StaticString) -> Bool {
        let expected = UnsafeBufferPointer(start: expected.utf8Start, count: expected.utf8CodeUnitCount)
        return text.bytes[index...].starts(with: expected)
    }

    /// Passes over `expected` if it stands at the current place.
    mutating func take(_ expected: StaticString) -> Bool {
        guard isNext(expected) else { return false }
        index += expected.utf8CodeUnitCount
        return true
    }

    /// Passes over spaces and tabs.
    mutating func skipBlanks() {
        while let byte, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { index += 1 }
    }

    /// Passes over whatever means nothing between the elements of an array.
    mutating func skipBlanksAndLines() {
        repeat {
            skipBlanks()
            skipComment()
        } while takeLineEnd()
    }

    /// Passes over a line's end; a carriage return stands before a line feed only.
    mutating func takeLineEnd() -> Bool { take("\r\n") || take("\n") }

    private mutating func skipComment() {
        guard byte == UInt8(ascii: "#") else { return }
        while let byte, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { index += 1 }
    }

    private mutating func endLine() throws(TOML.SyntaxError) {
        skipBlanks()
        skipComment()
        guard takeLineEnd() || byte == nil else { throw failure(.lineEndExpected) }
    }
}
