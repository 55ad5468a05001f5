// SPDX-License-Identifier: Apache-2.0
import Tables

/// A file of a finding, written again without its small counts.
///
/// Tables of cells and those that lines draw are rewritten; of other forms the screening tells what is left.
package struct MaskedText {
    /// What was changed in a cell.
    package struct Change: Hashable, Sendable {
        package let line: Int
        /// The column.
        package let place: String
        package let old: String
        package let new: String
        /// Why: a small count, its companion by the margins, a rounded number, a share computed again.
        package let reason: Reason
    }

    /// Why a cell was changed.
    package enum Reason: String, Sendable {
        case small
        /// What would tell a small count, by a total, a base or a share.
        case companion
        case rounded
        /// A share of what is shown now.
        case share
    }

    package let bytes: [UInt8]
    package let changes: [Change]
    /// Columns of shares that fit no column of counts, which a person has to look at.
    package let unexplained: [String]

    /// Masks a text; `rounding` rounds what stays to multiples of it.
    ///
    /// What is in another encoding is written in UTF-8.
    package init(_ text: FindingText, rounding: Int? = nil) throws {
        let reader = MaskReader(rounding)
        var own: [UInt8] = []
        try text.read { bytes in
            own = Array(bytes)
            try PartReader(name: text.name, isTable: text.isTable, into: reader).read(bytes)
        }
        reader.end()
        var edits = reader.edits
        edits.sort { $0.range.lowerBound < $1.range.lowerBound }
        let source = reader.text ?? own
        var bytes: [UInt8] = []
        var changes: [Change] = []
        var at = 0
        // Two readings of one file may find the same cell.
        for edit in edits where edit.range.lowerBound >= at {
            bytes += source[at..<edit.range.lowerBound]
            bytes += Array(edit.text.utf8)
            changes.append(edit.change)
            at = edit.range.upperBound
        }
        bytes += source[at...]
        self.bytes = bytes
        self.changes = changes
        unexplained = reader.unexplained
    }
}

/// Hears of the tables of a file, and notes what has to be written elsewise in them.
private final class MaskReader: PartSink {
    private let rounding: Int?
    private var tables = ResultTables()
    private var isOwn = false
    /// The file's own text, decoded; the first reading where it has several.
    private(set) var text: [UInt8]?
    private(set) var edits: [(range: Range<Int>, text: String, change: MaskedText.Change)] = []
    private(set) var unexplained: [String] = []

    init(_ rounding: Int?) {
        self.rounding = rounding
        tables = ResultTables { [unowned self] in mask($0, isDrawn: false) }
    }

    func begin(_ text: Bytes, line: Int, isWholeFile: Bool) {
        tables.end()
        isOwn = isWholeFile && self.text == nil
        guard isOwn else { return }
        self.text = Array(text)
        DrawnText.forEachTable(in: text) { mask($0, isDrawn: true) }
    }

    func take(_ record: Record) {
        // Cells without a place are in a form that is not rewritten.
        guard isOwn, record.form == .row, record.count > 0, record.place(0) != nil else { return }
        tables.add(record)
    }

    func end() { tables.end() }

    private func mask(_ table: ResultTable, isDrawn: Bool) {
        let mask = TableMask(table, OutputRules(), rounding: rounding)
        unexplained += mask.unexplained
        for (place, change) in mask.changes {
            let row = mask.table.rows[place.row]
            guard place.column < row.cells.count, let range = row.cells[place.column].place else { continue }
            let old = row.cells[place.column].text
            // What is drawn keeps its columns.
            let width = isDrawn ? max(0, old.count - change.text.count) : 0
            edits.append(
                (
                    range, String(repeating: " ", count: width) + change.text,
                    MaskedText.Change(
                        line: row.line,
                        place: mask.names[place.column].text,
                        old: old,
                        new: change.text,
                        reason: change.reason
                    )
                )
            )
        }
    }

    func take(inner text: [UInt8], line: Int) {}
    func structured(_ text: Bytes, line: Int) {}
    func unread(_ what: String, line: Int?) {}
    func picture(_ kind: String, line: Int?) {}
    func opaque(line: Int) {}
    func uneven() {}
}
