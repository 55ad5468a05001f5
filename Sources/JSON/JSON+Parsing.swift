// SPDX-License-Identifier: Apache-2.0

extension JSON {
    /// Reads exactly one JSON text (RFC 8259), strictly.
    ///
    /// Refused beyond the grammar: invalid UTF-8, a byte order mark, lone surrogates, U+0000 in strings, two
    /// equal keys in one object (canonically equivalent ones count as equal), numbers that no finite double
    /// holds, and texts over the limits. A number without fraction and exponent that fits `Int64` becomes
    /// `.integer`, any other `.number`.
    package init(parsing bytes: some Collection<UInt8>, limits: Limits = .standard) throws(SyntaxError) {
        let direct = bytes.withContiguousStorageIfAvailable { Self.parse($0, limits: limits) }
        let result = direct ?? Array(bytes).withUnsafeBufferPointer { Self.parse($0, limits: limits) }
        self = try result.get()
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>, limits: Limits) -> Result<
        JSON, SyntaxError
    > {
        var parser = Parser(bytes: bytes, limits: limits)
        do throws(SyntaxError) {
            return .success(try parser.text())
        } catch {
            return .failure(error)
        }
    }
}

/// One pass over the bytes by recursive descent; the caller keeps the buffer alive.
struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    let limits: JSON.Limits
    var index = 0
    private var depth = 0
    private var values = 0

    init(bytes: UnsafeBufferPointer<UInt8>, limits: JSON.Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func text() throws(JSON.SyntaxError) -> JSON {
        skipSpace()
        let result = try value()
        skipSpace()
        guard index == bytes.count else { throw failure(.trailingBytes) }
        return result
    }

    func failure(_ kind: JSON.SyntaxError.Kind, at offset: Int? = nil) -> JSON.SyntaxError {
        JSON.SyntaxError(kind: kind, offset: offset ?? index)
    }

    /// The byte at the current place, without moving on.
    func peek() throws(JSON.SyntaxError) -> UInt8 {
        guard index < bytes.count else { throw failure(.unexpectedEnd) }
        return bytes[index]
    }

    private mutating func value() throws(JSON.SyntaxError) -> JSON {
        values += 1
        guard values <= limits.values else { throw failure(.tooManyValues) }
        switch try peek() {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try nested { parser throws(JSON.SyntaxError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSON.SyntaxError) in try parser.array() }
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw failure(.unexpectedByte)
        }
    }

    private mutating func nested(
        _ body: (inout Parser) throws(JSON.SyntaxError) -> JSON
    ) throws(JSON.SyntaxError) -> JSON {
        guard depth < limits.depth else { throw failure(.tooDeep) }
        depth += 1
        index += 1
        skipSpace()
        let result = try body(&self)
        depth -= 1
        return result
    }

    private mutating func array() throws(JSON.SyntaxError) -> JSON {
        var elements: [JSON] = []
        if try peek() == UInt8(ascii: "]") {
            index += 1
            return .array(elements)
        }
        while true {
            elements.append(try value())
            if try closes(with: UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    private mutating func object() throws(JSON.SyntaxError) -> JSON {
        var members: [String: JSON] = [:]
        if try peek() == UInt8(ascii: "}") {
            index += 1
            return .object(members)
        }
        while true {
            let start = index
            guard try peek() == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
            let key = try string()
            skipSpace()
            guard try peek() == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
            index += 1
            skipSpace()
            let member = try value()
            guard members.updateValue(member, forKey: key) == nil else {
                throw failure(.duplicateKey, at: start)
            }
            if try closes(with: UInt8(ascii: "}")) { return .object(members) }
        }
    }

    /// After an element: `true` past the closing bracket, `false` past a comma.
    private mutating func closes(with bracket: UInt8) throws(JSON.SyntaxError) -> Bool {
        skipSpace()
        let byte = try peek()
        guard byte == bracket || byte == UInt8(ascii: ",") else { throw failure(.unexpectedByte) }
        index += 1
        if byte == bracket { return true }
        skipSpace()
        return false
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.SyntaxError) -> JSON {
        for offset in 0..<word.utf8CodeUnitCount {
            guard try peek() == word.utf8Start[offset] else { throw failure(.unexpectedByte) }
            index += 1
        }
        return value
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }
}
