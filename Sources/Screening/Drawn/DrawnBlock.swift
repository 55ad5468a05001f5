// SPDX-License-Identifier: Apache-2.0

/// Lines without a blank one between them, and the tables in them.
struct DrawnBlock {
    private let lines: [DrawnLine]
    /// The line above the block, if it stands alone.
    private let before: String

    init(_ lines: [DrawnLine], below before: String) {
        self.lines = lines
        self.before = before
    }

    var tables: [ResultTable] {
        if let latex { return [latex] }
        if let summary { return [summary] }
        let rules = lines.map(\.isRule)
        if rules.contains(true), let barred = barred(rules) { return barred }
        let rest = zip(lines, rules).filter { !$0.1 }.map(\.0.withoutBars)
        if let series = series(rest) { return [series] }
        return AlignedColumns(rest, isPrintOfCounts: isTable(before)).tables
    }

    /// `> table(d$fault)` above it, as R says.
    private func isTable(_ line: String) -> Bool {
        line.hasPrefix(">")
            && ["table(", "count(", "tally(", "xtabs(", "value_counts("].contains(where: line.contains)
    }

    // MARK: Bars

    private func barred(_ rules: [Bool]) -> [ResultTable]? {
        let places = lines.indices.filter { !rules[$0] && lines[$0].hasBar }
        guard places.count >= 2, let first = places.first else { return nil }
        // The names are above the first rule that stands below a line with bars.
        let rule = lines.indices.first { rules[$0] && $0 > first } ?? lines.count
        var header = places.last { $0 < rule } ?? first
        if places.allSatisfy({ $0 <= header }) { header = first }
        let opens = places.allSatisfy {
            lines[$0].beginsWithBar && lines[$0].signs.first == lines[header].signs.first
        }
        let names = lines[header].cells(opens: opens)
        let data = places.filter { $0 > header }
        guard !data.isEmpty, names.count >= 2 else { return nil }
        // A rule has as many parts as the names have, or the lines are no table.
        let rows = data.map { lines[$0].cells(opens: opens) }
        // What stands in columns between two bars needs another eye.
        if rows.contains(where: { $0.contains { isRun($0) } }) { return nil }
        var table = ResultTable(header: names.map(\.text), above: above(header))
        for (place, cells) in zip(data, rows) where cells.count <= names.count + 1 {
            table.rows.append(ResultTable.Row(line: lines[place].number, cells: cells.map(lines[place].cell)))
        }
        return table.rows.isEmpty ? nil : [table]
    }

    private func above(_ place: Int) -> String {
        ([before] + lines[..<place].map { $0.text(0..<$0.signs.count) }).joined(separator: " ")
    }

    /// Numbers with two spaces or more between them.
    private func isRun(_ piece: DrawnLine.Piece) -> Bool {
        let parts = piece.text.split(separator: " ")
        return piece.text.contains("  ") && parts.count > 1
            && parts.allSatisfy { NumberText.value($0) != nil }
    }

    // MARK: LaTeX

    private var latex: ResultTable? {
        var table: ResultTable?
        for line in lines {
            guard let cells = line.latexCells else { continue }
            if table == nil {
                table = ResultTable(header: cells.map(\.text))
            } else {
                table?.rows.append(ResultTable.Row(line: line.number, cells: cells.map(line.cell)))
            }
        }
        return table.flatMap { $0.rows.isEmpty ? nil : $0 }
    }

    // MARK: Prints of programs

    /// What pandas prints of a series of counts: labels, numbers, and its name and type below.
    private func series(_ lines: [DrawnLine]) -> ResultTable? {
        guard let end = lines.lastIndex(where: { $0.text(0..<$0.signs.count).contains("dtype: int") }) else {
            return nil
        }
        let said = lines[end].text(0..<lines[end].signs.count)
        guard said.contains("Name: count") || said.contains("Name: n,") || !said.contains("Name:") else {
            return nil
        }
        var table = ResultTable(header: ["", "count"])
        for line in lines[..<end] {
            let phrases = line.phrases
            guard phrases.count >= 2, let last = phrases.last, CellValue(last.text).whole != nil else {
                continue
            }
            let label = phrases.dropLast().map(\.text).joined(separator: " ")
            table.rows.append(
                ResultTable.Row(line: line.number, cells: [ResultTable.Cell(label), line.cell(last)])
            )
        }
        return table.rows.isEmpty ? nil : table
    }

    /// What R prints as the summary of a data frame: levels of factors have their counts behind a colon.
    private var summary: ResultTable? {
        let texts = lines.map { $0.text(0..<$0.signs.count) }
        guard texts.contains(where: { $0.contains("Min.   :") }),
            texts.contains(where: { $0.contains("Max.   :") })
        else {
            return nil
        }
        var table = ResultTable(header: ["level", "n"])
        for line in lines {
            for (name, number) in Self.pairs(line) where !Self.statistics.contains(name) {
                table.rows.append(
                    ResultTable.Row(line: line.number, cells: [ResultTable.Cell(name), line.cell(number)])
                )
            }
        }
        return table.rows.isEmpty ? nil : table
    }

    private static let statistics: Set<String> = [
        "Min.", "1st Qu.", "Median", "Mean", "3rd Qu.", "Max.", "Length", "Class", "Mode", "NA's",
    ]

    /// `bearing:  4` within a line.
    private static func pairs(_ line: DrawnLine) -> [(String, DrawnLine.Piece)] {
        var pairs: [(String, DrawnLine.Piece)] = []
        var name: String?
        var before = ""
        for phrase in line.phrases {
            for word in phrase.text.contains(":") ? split(line, phrase) : [phrase] {
                if word.text == ":" {
                    name = before
                } else if word.text.hasSuffix(":") {
                    name = word.text.dropLast().split(separator: " ").joined(separator: " ")
                } else if let known = name, NumberText.value(word.text[...]) != nil {
                    pairs.append((known, word))
                    name = nil
                } else {
                    // `Min.   :12.1` has its colon before the number.
                    (before, name) = (word.text, nil)
                }
            }
        }
        return pairs
    }

    private static func split(_ line: DrawnLine, _ phrase: DrawnLine.Piece) -> [DrawnLine.Piece] {
        guard let colon = phrase.columns.first(where: { line.signs[$0] == ":" }) else { return [phrase] }
        let name = phrase.columns.lowerBound..<colon + 1
        let behind = DrawnLine.Piece(columns: colon + 1..<phrase.columns.upperBound, text: "")
        return [DrawnLine.Piece(columns: name, text: line.text(name))] + line.words(of: behind)
    }
}
