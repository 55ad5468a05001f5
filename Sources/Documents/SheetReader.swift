// SPDX-License-Identifier: Apache-2.0

/// Reads a sheet of a workbook row by row (ECMA-376, 18.3).
struct SheetReader: ~Copyable {
    /// Columns that a sheet has at most.
    private static let widest = 16_384
    /// Empty cells that are handed out in all; a sheet can have billions of them in a few bytes.
    private static let mostGaps = 1_000_000
    /// Attributes in which a sheet keeps words for its readers.
    private static let hints = ["prompt", "promptTitle", "error", "errorTitle", "display", "tooltip"]

    private let sheet: Int
    private let strings: [String]
    private let dates: DateStyles
    private var elements: XMLElements
    private var row = 0
    private var gaps = 0
    private var texts: [String] = []
    /// The strings that cells have shown.
    private(set) var shown: Set<Int> = []

    init(
        _ bytes: UnsafeBufferPointer<UInt8>,
        sheet: Int,
        strings: [String],
        dates: DateStyles
    ) throws {
        self.sheet = sheet
        self.strings = strings
        self.dates = dates
        elements = try XMLElements(bytes)
    }

    /// The next row or text beside the rows; `nil` at the end.
    ///
    /// - Throws: `ArchiveFault.damaged`.
    mutating func next() throws -> PackedDocument.Piece? {
        while true {
            if let text = texts.popLast() { return .text(text) }
            guard let event = try elements.next() else { return nil }
            switch event {
            case .start("row", let isEmpty):
                row = elements.attribute("r").flatMap { Int($0) } ?? row + 1
                if !isEmpty { return .row(try readRow()) }
            case .start:
                texts += Self.hints.compactMap { elements.attribute($0) }
            case .text(let text):
                if text.contains(where: { !$0.isWhitespace }) { texts.append(text) }
            case .end: continue
            }
        }
    }

    private mutating func readRow() throws -> PackedDocument.Row {
        var cells: [String] = []
        while let event = try elements.next() {
            switch event {
            case .start("c", let isEmpty):
                let column = elements.attribute("r").map(Self.column)
                if let column, column > cells.count, column < Self.widest, gaps < Self.mostGaps {
                    gaps += column - cells.count
                    cells += Array(repeating: "", count: column - cells.count)
                }
                cells.append(isEmpty ? "" : try readCell())
            case .end("row"): return PackedDocument.Row(sheet: sheet, number: row, cells: cells)
            case .text(let text):
                if text.contains(where: { !$0.isWhitespace }) { texts.append(text) }
            case .start, .end: continue
            }
        }
        throw ArchiveFault.damaged("a row without an end")
    }

    private mutating func readCell() throws -> String {
        let type = elements.attribute("t") ?? "n"
        let style = elements.attribute("s").flatMap { Int($0) }
        var value = ""
        var inside = ""
        while let event = try elements.next() {
            switch event {
            case .start(let name, let isEmpty): if !isEmpty { inside = name }
            case .end("c"): return try shownValue(value, type, style)
            case .end: inside = ""
            case .text(let text):
                switch inside {
                case "v", "t": value += text
                default: if text.contains(where: { !$0.isWhitespace }) { texts.append(text) }
                }
            }
        }
        throw ArchiveFault.damaged("a cell without an end")
    }

    private mutating func shownValue(_ value: String, _ type: String, _ style: Int?) throws -> String {
        switch type {
        case "s":
            guard let place = Int(value), strings.indices.contains(place) else {
                throw ArchiveFault.damaged("a cell shows a string that is not there")
            }
            shown.insert(place)
            return strings[place]
        case "b": return value == "1" ? "TRUE" : "FALSE"
        case "n": return dates.day(value, style: style) ?? value
        default: return value
        }
    }

    /// The column of a reference such as `AB12`, from 0.
    private static func column(_ reference: String) -> Int {
        var column = 0
        for letter in reference.utf8.prefix(4) {
            guard case 0x41...0x5A = letter & 0xDF, letter >= 0x41 else { break }
            column = column * 26 + Int(letter & 0xDF) - 0x40
        }
        return column - 1
    }
}
