// SPDX-License-Identifier: Apache-2.0

extension TOMLParser {
    /// One part of a dotted key, and where it stands.
    struct Key {
        let name: String
        let offset: Int
    }

    static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// A key of one or more parts, and the blanks behind it.
    mutating func path() throws(TOML.SyntaxError) -> [Key] {
        var keys: [Key] = []
        repeat {
            skipBlanks()
            keys.append(try key())
            skipBlanks()
        } while take(".")
        return keys
    }

    private mutating func key() throws(TOML.SyntaxError) -> Key {
        let start = index
        switch byte {
        case UInt8(ascii: "\""): return Key(name: try basicString(), offset: start)
        case UInt8(ascii: "'"): return Key(name: try literalString(), offset: start)
        default:
            while let byte, Self.isBare(byte) { index += 1 }
            guard index > start else { throw failure(.keyExpected) }
            return Key(name: String(decoding: text.bytes[start..<index], as: UTF8.self), offset: start)
        }
    }
}
