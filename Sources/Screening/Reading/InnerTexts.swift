// SPDX-License-Identifier: Apache-2.0
import Tables

/// The texts inside a file that are not there as they are written: in another encoding, packed, in base64, in
/// percent-encoding, and within each other.
package enum InnerTexts {
    /// Calls `body` with each, and the line of the file where it begins.
    ///
    /// It reads as the screening does, under the same bounds; what cannot be read stands in the way there.
    package static func forEach(in file: UnsafeRawBufferPointer, _ body: (Bytes, Int) throws -> Void) throws {
        let bytes = file.bindMemory(to: UInt8.self)
        try withoutActuallyEscaping(body) { body in
            let sink = Sink(bytes, body)
            let reader = PartReader(name: "", isTable: false, into: sink)
            sink.add = { [unowned reader] text, line in reader.add(inner: text, line: line) }
            try reader.read(bytes)
            try sink.tellRows()
        }
    }

    private final class Sink: PartSink {
        private let body: (Bytes, Int) throws -> Void
        var add: ([UInt8], Int) -> Void = { _, _ in }

        private let file: Bytes
        /// The rows of a workbook's sheets, which stand in no text.
        private var rows: [UInt8] = []
        private var isWorkbook = false

        init(_ file: Bytes, _ body: @escaping (Bytes, Int) throws -> Void) {
            self.file = file
            self.body = body
        }

        func begin(_ text: Bytes, line: Int, isWholeFile: Bool) throws {
            try tellRows()
            // Only an archive begins without a text.
            isWorkbook = text.isEmpty
            if !text.isEmpty, text.baseAddress != file.baseAddress { try body(text, line) }
            if let decoded = Percent.decoded(text) { add(decoded, line) }
        }

        func tellRows() throws {
            guard !rows.isEmpty else { return }
            try rows.withUnsafeBufferPointer { try body($0, 1) }
            rows = []
        }

        func take(_ record: Record) {
            guard isWorkbook else { return }
            record.forEachCell { _, cell in rows += Array(cell) + [Byte.space] }
            rows.append(Byte.lineFeed)
        }

        func take(inner text: [UInt8], line: Int) { add(text, line) }
        func structured(_ text: Bytes, line: Int) {}
        // What is not read to its end stands in the way of the version already; what was read is compared.
        func unread(_ what: String, line: Int?) {}
        func picture(_ kind: String, line: Int?) {}
        func opaque(line: Int) {}
        func uneven() {}
    }
}

/// Percent-encoding, as addresses have it.
private enum Percent {
    /// Fewer codes hide nothing that is a passage.
    private static let fewest = 4

    /// The text without its codes; `nil` where there are hardly any.
    static func decoded(_ text: Bytes) -> [UInt8]? {
        var codes = 0
        var index = 0
        while index < text.count, codes < fewest {
            if code(text, index) != nil { codes += 1 }
            index += 1
        }
        guard codes >= fewest else { return nil }
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        index = 0
        while index < text.count {
            if let byte = code(text, index) {
                plain.append(byte)
                index += 3
            } else {
                plain.append(text[index] == Byte.plus ? UInt8(ascii: " ") : text[index])
                index += 1
            }
        }
        return plain
    }

    private static func code(_ text: Bytes, _ index: Int) -> UInt8? {
        guard text[index] == UInt8(ascii: "%"), index + 2 < text.count, Byte.isHex(text[index + 1]),
            Byte.isHex(text[index + 2])
        else { return nil }
        return UInt8(digit(text[index + 1]) << 4 | digit(text[index + 2]))
    }

    private static func digit(_ byte: UInt8) -> Int {
        byte < 0x3A ? Int(byte) - 0x30 : (Int(byte) | 0x20) - 0x61 + 10
    }
}
