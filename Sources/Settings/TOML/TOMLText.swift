// SPDX-License-Identifier: Apache-2.0

/// The bytes of a text that are fit to be parsed: valid UTF-8, without the control
/// characters that TOML has nowhere.
struct TOMLText {
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    let bytes: [UInt8]
    /// Where the text begins, behind a byte order mark.
    let start: Int
    /// The offset of each line's first byte.
    private let lines: [Int]

    init(_ bytes: [UInt8], limits: TOML.Limits) throws(TOML.SyntaxError) {
        self.bytes = bytes
        start = bytes.starts(with: Self.mark) ? Self.mark.count : 0
        guard bytes.count <= limits.size else {
            throw TOML.SyntaxError(kind: .tooLarge, line: 1, column: 1)
        }
        var lines = [start]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { lines.append(index + 1) }
        self.lines = lines
        if let offset = Self.firstControl(in: bytes) { throw failure(.controlCharacter, at: offset) }
        if let offset = Self.firstInvalid(in: bytes) { throw failure(.encoding, at: offset) }
    }

    /// Counted from 1.
    func line(at offset: Int) -> Int {
        var low = 0
        var high = lines.count
        while low < high {
            let middle = (low + high) / 2
            if lines[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return max(low, 1)
    }

    func failure(_ kind: TOML.SyntaxError.Kind, at offset: Int) -> TOML.SyntaxError {
        let line = line(at: offset)
        // The scalars before: every byte but those that continue one.
        let before = bytes[min(lines[line - 1], offset)..<offset].count { $0 & 0xC0 != 0x80 }
        return TOML.SyntaxError(kind: kind, line: line, column: before + 1)
    }

    /// Tabs, line feeds and a carriage return before a line feed are not counted as control characters.
    private static func firstControl(in bytes: [UInt8]) -> Int? {
        bytes.indices.first { index in
            switch bytes[index] {
            case 0x09, 0x0A: false
            case 0x0D: index + 1 == bytes.count || bytes[index + 1] != 0x0A
            case 0..<0x20, 0x7F: true
            default: false
            }
        }
    }

    private static func firstInvalid(in bytes: [UInt8]) -> Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var decoder = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .valid(let scalar) = decoder.parseScalar(from: &iterator) { offset += scalar.count }
        return offset
    }
}
