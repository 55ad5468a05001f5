// SPDX-License-Identifier: Apache-2.0

/// Tables whose columns are held by spaces alone: numbers below the names that stand above them.
struct AlignedColumns {
    private typealias Piece = DrawnLine.Piece

    private let lines: [DrawnLine]
    private let isPrintOfCounts: Bool
    /// Of each line, the numbers at its end and between, or none.
    private let numbers: [[Piece]]

    init(_ lines: [DrawnLine], isPrintOfCounts: Bool) {
        self.lines = lines
        self.isPrintOfCounts = isPrintOfCounts
        numbers = lines.map(Self.numbers)
    }

    var tables: [ResultTable] {
        var tables: [ResultTable] = []
        var place = 0
        while place < lines.count {
            guard !numbers[place].isEmpty else {
                place += 1
                continue
            }
            var end = place
            while end < lines.count, !numbers[end].isEmpty { end += 1 }
            if let table = table(place..<end) { tables.append(table) }
            place = end
        }
        return tables
    }

    /// The cells of a line that are no words; only of lines that end with one.
    private static func numbers(_ line: DrawnLine) -> [Piece] {
        var found: [Piece] = []
        let phrases = line.phrases
        // `n = 5` at the beginning of a line is a statement.
        if let first = phrases.first, case .counted = CellValue(first.text) { return [] }
        for phrase in phrases {
            if isCell(phrase.text) {
                found.append(phrase)
                continue
            }
            // Of `2 South 120` and `4 61` the words are cells of their own.
            let words = line.words(of: phrase)
            var end = words.count
            while end > 0, isCell(words[end - 1].text) { end -= 1 }
            let leading = words.prefix(while: { isCell($0.text) }).count
            found += words[..<min(leading, end)]
            found += words[end...]
        }
        guard let last = phrases.last, let number = found.last,
            number.columns.upperBound == last.columns.upperBound,
            found.contains(where: { NumberText.value($0.text[...]) != nil || CellValue($0.text).whole != nil }
            )
        else { return [] }
        // What stands before a number in code is an operator, a bracket or a comma.
        let before = line.signs[..<(found.first?.columns.lowerBound ?? 0)].last { $0 != " " }
        return before.map("=(,<>+-*/&;{\\".contains) ?? false ? [] : found
    }

    private static func isCell(_ text: String) -> Bool {
        guard
            text.contains(where: { $0.isNumber || $0 == "*" }) || text == "NA" || text == "NaN" || text == "."
        else {
            return false
        }
        return CellValue(text) != .text
    }

    /// Names of columns are short, and neither code, nor sentences, nor numbers.
    private static func mayName(_ phrases: [Piece]) -> Bool {
        guard let first = phrases.first, let last = phrases.last?.text.last else { return false }
        let isCode =
            [">", "#", "//", "\"", "...", "--", "* "].contains(where: first.text.hasPrefix)
            || ":{;\\,([".contains(last)
            || phrases.contains { phrase in
                ["==", "()", ": ", "self."].contains(where: phrase.text.contains)
                    || phrase.text.contains(" = ") && ColumnName(phrase.text).base == nil
                    || phrase.text.split(separator: " ").count > 5
            }
        return !isCode && !phrases.contains { isMeasured($0.text) }
    }

    /// Whether all words are numbers, of which one is no code: neither a year nor a small whole number.
    private static func isMeasured(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        return words.allSatisfy { isCell(String($0)) } && !words.allSatisfy { isCode(String($0)) }
    }

    private static func isCode(_ text: String) -> Bool {
        CellValue(text).whole.map { $0 <= 20 || (1800...2100).contains($0) } ?? false
    }

    /// Whether the first of some lines has codes for names, as where the levels of a factor are 0 and 1.
    private func isNamedByCodes(_ range: Range<Int>) -> Bool {
        let codes = numbers[range.lowerBound]
        let values = codes.compactMap { CellValue($0.text).whole }
        return range.count > 1 && codes.count > 1 && codes.allSatisfy { Self.isCode($0.text) }
            && zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
    }

    private func table(_ range: Range<Int>) -> ResultTable? {
        guard let above = header(of: range) else {
            guard isNamedByCodes(range) else { return nil }
            return table(range.dropFirst(), below: range.lowerBound)
        }
        return table(range, below: above)
    }

    private func table(_ range: Range<Int>, below above: Int) -> ResultTable? {
        let names = self.names(lines[above], range)
        // Numbers without a name belong to the label before them.
        let used = names.filter { name in
            range.contains { place in numbers[place].contains { overlaps($0, name) } }
        }
        guard !used.isEmpty, !used.contains(where: { Self.isMeasured($0.text) }) else { return nil }
        let left = used.map(\.columns.lowerBound).min() ?? 0
        let label = names.filter { $0.columns.lowerBound < left }.map(\.text).joined(separator: " ")
        var table = ResultTable(header: [label] + used.map(\.text), above: title(above))
        table.isPrintOfCounts = isPrintOfCounts
        for place in range {
            if let row = row(lines[place], numbers[place], used) { table.rows.append(row) }
        }
        return table.rows.isEmpty ? nil : table
    }

    private func title(_ above: Int) -> String {
        lines[..<above].suffix(3).map { $0.text(0..<$0.signs.count) }.joined(separator: " ")
    }

    /// The nearest line above with words over the numbers, of at most three.
    private func header(of range: Range<Int>) -> Int? {
        for place in stride(from: range.lowerBound - 1, through: max(0, range.lowerBound - 3), by: -1) {
            let phrases = lines[place].phrases
            // A tibble has the types of its columns there.
            if phrases.allSatisfy({ $0.text.hasPrefix("<") && $0.text.hasSuffix(">") }) { continue }
            guard Self.mayName(phrases) else { return nil }
            let first = numbers[range.lowerBound]
            let named = first.count { number in phrases.contains { overlaps(number, $0) } }
            if named >= 1, named * 2 >= first.count { return place }
        }
        return nil
    }

    /// Names of several words stay whole where the numbers below are one column.
    private func names(_ line: DrawnLine, _ range: Range<Int>) -> [Piece] {
        line.phrases.flatMap { phrase -> [Piece] in
            let words = line.words(of: phrase)
            guard words.count > 1 else { return [phrase] }
            let below = range.map { place in numbers[place].count { overlaps($0, phrase) } }
            return below.contains { $0 > 1 } || isPrintOfCounts ? words : [phrase]
        }
    }

    private func overlaps(_ number: Piece, _ name: Piece) -> Bool { number.columns.overlaps(name.columns) }

    private func row(_ line: DrawnLine, _ numbers: [Piece], _ names: [Piece]) -> ResultTable.Row? {
        var cells = Array(repeating: ResultTable.Cell(""), count: names.count + 1)
        var first = line.signs.count
        var used = 0
        for number in numbers {
            guard let column = names.indices.first(where: { overlaps(number, names[$0]) }) else { continue }
            guard cells[column + 1].text.isEmpty else { continue }
            cells[column + 1] = line.cell(number)
            first = min(first, number.columns.lowerBound)
            used += 1
        }
        guard used > 0 else { return nil }
        let label = line.text(0..<first).split(separator: " ").joined(separator: " ")
        cells[0] = ResultTable.Cell(label)
        return ResultTable.Row(line: line.number, cells: cells)
    }
}
