// SPDX-License-Identifier: Apache-2.0
import Tables

@testable import Anonymity

/// What is suspected of one column, beside a harmless one or those that are given.
func suspects(
    _ name: String,
    _ cells: [String],
    beside others: [(name: String, cells: [String])] = [],
    rules: IdentifierRules = .usual,
    acknowledged: String? = nil
) throws -> [IdentifierInColumn] {
    let header = [name] + others.map(\.name) + ["note"]
    let rows = cells.indices.map { row in [cells[row]] + others.map { $0.cells[row % $0.cells.count] } + ["1"]
    }
    var reader = try CSVReader(csv(header, rows))
    var scanner = IdentifierScanner(header: reader.header, rules: rules)
    while try reader.next() { scanner.add(reader) }
    return scanner.identifiers(acknowledged: acknowledged.map { [name: $0] } ?? [:]).filter {
        $0.column == name
    }
}

/// How the gravest suspicion of a column stands: `certain`, `likely` (the officer may explain it), `listed`,
/// `none`.
func verdict(
    _ name: String,
    _ cells: [String],
    beside others: [(name: String, cells: [String])] = [],
    rules: IdentifierRules = .usual
) throws -> String {
    guard let first = try suspects(name, cells, beside: others, rules: rules).first else { return "none" }
    return first.severity == .listed ? "listed" : first.certainty.rawValue
}

/// Every value in a number of rows, so that none is near-unique.
func repeated(_ values: [String], _ times: Int = 4) -> [String] {
    (0..<times).flatMap { _ in values }
}

extension CellReading {
    init(of cell: String) {
        var cell = cell
        self = cell.withUTF8 { CellReading($0) }
    }
}
