// SPDX-License-Identifier: Apache-2.0
import JSON

/// A column of a list: what it is called in a table and in JSON, and what a row has there.
struct Column<Row> {
    let header: String
    let member: String
    let value: (Row) -> JSON
    /// What a table says instead of the value.
    let cell: ((Row) -> String)?

    init(
        _ header: String,
        _ member: String,
        cell: ((Row) -> String)? = nil,
        _ value: @escaping (Row) -> JSON
    ) {
        self.header = header
        self.member = member
        self.value = value
        self.cell = cell
    }
}

extension OutputOptions {
    /// Prints a list, as a table or as JSON.
    func show<Row>(_ rows: [Row], _ columns: [Column<Row>]) {
        var table = Table(columns.map(\.header))
        for row in rows { table.add(columns.map { $0.cell?(row) ?? Self.cell($0.value(row)) }) }
        let items = rows.map { row in
            JSON.object(Dictionary(uniqueKeysWithValues: columns.map { ($0.member, $0.value(row)) }))
        }
        show(["items": .array(items)], table.text(width: Terminal.width))
    }

    /// A value in a table; `-` where there is nothing.
    private static func cell(_ value: JSON) -> String {
        let text = value.array.map { $0.compactMap(\.string).joined(separator: ",") } ?? value.string ?? ""
        return text.isEmpty ? "-" : text.harmless
    }
}
