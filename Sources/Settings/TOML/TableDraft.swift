// SPDX-License-Identifier: Apache-2.0

/// A table while its text is being read, with what decides whether more may be added to it.
final class TableDraft {
    /// How a table came to be.
    enum Origin {
        /// By its own header, or as the whole of a text or of an inline table.
        case header
        /// By a header of a table below it; one of its own may follow.
        case passedThrough
        /// By a dotted key: further dotted keys may add to it, and headers of tables below it.
        case dotted
    }

    enum Member {
        case value(TOML.Value)
        case table(TableDraft)
        case tables(DraftList)
    }

    var origin: Origin
    /// The line that defined it, counted from 1.
    var line: Int
    private(set) var members: [String: (member: Member, line: Int)] = [:]

    init(_ origin: Origin, line: Int) {
        self.origin = origin
        self.line = line
    }

    func add(_ member: Member, as name: String, line: Int) {
        members[name] = (member, line)
    }

    /// The table as it is now.
    var table: TOML.Table {
        TOML.Table(
            entries: members.mapValues { member, line in
                switch member {
                case .value(let value): TOML.Table.Entry(value: value, line: line)
                case .table(let table): TOML.Table.Entry(value: .table(table.table), line: table.line)
                case .tables(let list):
                    TOML.Table.Entry(value: .array(list.tables.map { .table($0.table) }), line: line)
                }
            }
        )
    }
}

/// An array of tables, which grows by headers.
final class DraftList {
    private(set) var tables: [TableDraft] = []
    /// The one that is being read.
    private(set) var last: TableDraft

    init(line: Int) {
        last = TableDraft(.header, line: line)
        tables.append(last)
    }

    func append(line: Int) {
        last = TableDraft(.header, line: line)
        tables.append(last)
    }
}
