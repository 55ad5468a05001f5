// SPDX-License-Identifier: Apache-2.0

extension Parser {
    /// The string whose opening quote is at the current place.
    mutating func string() throws(JSON.SyntaxError) -> String {
        let quote = index
        index += 1
        let start = index
        var unescaped: [UInt8] = []
        var runStart = start
        while true {
            let byte = try peek()
            switch byte {
            case UInt8(ascii: "\""):
                let run = UnsafeBufferPointer(rebasing: bytes[runStart..<index])
                index += 1
                if runStart == start { return try validated(run, quote: quote) }
                unescaped.append(contentsOf: run)
                return try unescaped.withUnsafeBufferPointer { (all) throws(JSON.SyntaxError) in
                    try validated(all, quote: quote)
                }
            case UInt8(ascii: "\\"):
                unescaped.append(contentsOf: bytes[runStart..<index])
                try escape(into: &unescaped)
                runStart = index
            case 0..<0x20:
                throw failure(.controlCharacter)
            default:
                index += 1
            }
        }
    }

    private func validated(
        _ utf8: UnsafeBufferPointer<UInt8>,
        quote: Int
    ) throws(JSON.SyntaxError) -> String {
        guard let string = String(validating: utf8, as: UTF8.self) else {
            throw failure(.encoding, at: quote)
        }
        return string
    }

    private mutating func escape(into output: inout [UInt8]) throws(JSON.SyntaxError) {
        let start = index
        index += 1
        let byte = try peek()
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(byte)
        case UInt8(ascii: "b"): output.append(0x08)
        case UInt8(ascii: "f"): output.append(0x0C)
        case UInt8(ascii: "n"): output.append(0x0A)
        case UInt8(ascii: "r"): output.append(0x0D)
        case UInt8(ascii: "t"): output.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try escapedScalar(from: start)
            guard scalar.value != 0 else { throw failure(.controlCharacter, at: start) }
            output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default: throw failure(.escape, at: start)
        }
    }

    /// The scalar of one `\uXXXX`, or of two that form a surrogate pair; the first `\u` was read.
    private mutating func escapedScalar(from start: Int) throws(JSON.SyntaxError) -> Unicode.Scalar {
        let first = try fourHexDigits(from: start)
        if UTF16.isLeadSurrogate(first) {
            guard try peek() == UInt8(ascii: "\\") else { throw failure(.escape, at: start) }
            index += 1
            guard try peek() == UInt8(ascii: "u") else { throw failure(.escape, at: start) }
            index += 1
            let second = try fourHexDigits(from: start)
            guard UTF16.isTrailSurrogate(second) else { throw failure(.escape, at: start) }
            return UTF16.decode(UTF16.EncodedScalar([first, second]))
        }
        guard let scalar = Unicode.Scalar(first) else { throw failure(.escape, at: start) }
        return scalar
    }

    private mutating func fourHexDigits(from start: Int) throws(JSON.SyntaxError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue else {
                throw failure(.escape, at: start)
            }
            value = value << 4 | UInt16(digit)
            index += 1
        }
        return value
    }
}
