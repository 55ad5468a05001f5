// SPDX-License-Identifier: Apache-2.0

/// What is in an archive: files, and the rows of sheets where it is a spreadsheet as Excel and others save it
/// (ECMA-376, “.xlsx”, “.xlsm”).
///
/// Parts are known by their outermost element and not by their names, which the file itself chooses.
package struct PackedDocument {
    /// What it holds, in the order in which it is handed out.
    package enum Piece {
        case row(Row)
        /// A text that stands beside the cells: a string that no cell shows, a formula, a hint.
        case text(String)
        /// A file inside that is no sheet.
        case part(Archive.Entry)
        /// Something that is not read.
        case unread(String)
    }

    /// A row of a sheet, with empty cells where it has gaps.
    package struct Row {
        /// The sheet's place among all, from 1.
        package let sheet: Int
        /// The row's number in its sheet.
        package let number: Int
        package let cells: [String]
    }

    /// Parts that say how a document looks and hangs together; only words between their elements are read.
    private static let furniture: Set<String> = [
        "Types", "Relationships", "styleSheet", "calcChain", "theme", "sst", "workbook", "styles", "settings",
        "webSettings", "fonts", "numbering", "document-styles", "document-settings", "manifest",
    ]

    private let archive: Archive

    /// Over an archive that was not read yet.
    package init(_ archive: Archive) {
        self.archive = archive
    }

    /// Hands out everything that it holds.
    ///
    /// Sheets come last, since they show strings and days by parts that may stand anywhere.
    ///
    /// - Throws: `ArchiveFault`, and what `body` throws.
    package func forEach(_ body: (Piece) throws -> Void) throws {
        var strings: [String] = []
        var dates = DateStyles()
        var sheets: [Archive.Entry] = []
        try archive.forEach { entry in
            try body(.text(entry.name))
            let root = Self.root(of: entry)
            try entry.content.withUnsafeBufferPointer { bytes in
                switch root {
                case "sst":
                    guard strings.isEmpty else { throw ArchiveFault.damaged("two tables of strings") }
                    strings = try SharedStrings.read(bytes)
                case "styleSheet": try dates.readStyles(bytes)
                case "workbook": try dates.readWorkbook(bytes)
                default: break
                }
            }
            switch root {
            case "worksheet": sheets.append(entry)
            case "pivotCacheRecords", "pivotCacheDefinition":
                try body(.unread("a pivot table's copy of its data, \(entry.name)"))
            case let root? where Self.furniture.contains(root):
                let texts = try entry.content.withUnsafeBufferPointer { try Self.looseText($0, root) }
                for text in texts { try body(.text(text)) }
            default: try body(.part(entry))
            }
        }
        var shown = [Bool](repeating: false, count: strings.count)
        for (place, entry) in sheets.enumerated() {
            try entry.content.withUnsafeBufferPointer { bytes in
                var sheet = try SheetReader(bytes, sheet: place + 1, strings: strings, dates: dates)
                while let piece = try sheet.next() { try body(piece) }
                for place in sheet.shown { shown[place] = true }
            }
        }
        for (text, isShown) in zip(strings, shown) where !isShown { try body(.text(text)) }
    }

    /// The outermost element of a part that is XML; `nil` for anything else.
    private static func root(of entry: Archive.Entry) -> String? {
        let start = entry.content.first { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) }
        guard start == UInt8(ascii: "<") else { return nil }
        return entry.content.withUnsafeBufferPointer { bytes in
            guard var elements = try? XMLElements(bytes) else { return nil }
            while let event = try? elements.next() {
                if case .start(let name, _) = event { return name }
            }
            return nil
        }
    }

    /// The words between the elements of a part that has none by right, and the names of sheets.
    private static func looseText(_ bytes: UnsafeBufferPointer<UInt8>, _ root: String) throws -> [String] {
        // Its strings are handed out where they are shown, and at the end.
        guard root != "sst" else { return [] }
        var elements = try XMLElements(bytes)
        var texts: [String] = []
        while let event = try elements.next() {
            switch event {
            case .text(let text) where text.contains { !$0.isWhitespace }: texts.append(text)
            case .start("sheet", _), .start("definedName", _):
                if let name = elements.attribute("name") { texts.append(name) }
            default: continue
            }
        }
        return texts
    }
}
