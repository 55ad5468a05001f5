// SPDX-License-Identifier: Apache-2.0

extension TOMLParser {
    /// One table or array more around what follows.
    mutating func descend(by count: Int = 1) throws(TOML.SyntaxError) {
        guard depth + count <= limits.depth else { throw failure(.tooDeep) }
        depth += count
    }

    /// `key = value`, into `table` or those below it that a dotted key names.
    mutating func assignment(in table: TableDraft) throws(TOML.SyntaxError) {
        let path = try path()
        guard take("=") else { throw failure(.equalsExpected) }
        skipBlanks()
        let outside = depth
        try descend(by: path.count - 1)
        var table = table
        for key in path.dropLast() { table = try dotted(key, in: table) }
        if let key = path.last {
            try requireAbsent(key, in: table)
            let value = try value()
            table.add(.value(value), as: key.name, line: line(of: key))
        }
        depth = outside
    }

    /// `[a.b]` or `[[a.b]]`: the table that the lines behind it are about, and how deep it stands.
    mutating func header(below root: TableDraft) throws(TOML.SyntaxError) -> (table: TableDraft, depth: Int) {
        index += 1
        let isList = take("[")
        let path = try path()
        guard isList ? take("]]") : take("]") else { throw failure(.headerEndExpected) }
        depth = 0
        try descend(by: path.count + (isList ? 1 : 0))
        var table = root
        for key in path.dropLast() { table = try passed(key, in: table) }
        if let key = path.last { table = try isList ? appended(key, to: table) : opened(key, in: table) }
        return (table, depth)
    }

    private func dotted(_ key: Key, in table: TableDraft) throws(TOML.SyntaxError) -> TableDraft {
        guard let (member, line) = table.members[key.name] else { return added(key, .dotted, to: table) }
        guard case .table(let next) = member, next.origin == .dotted else { throw closed(key, line) }
        return next
    }

    /// A table on the way to the one that a header names; of an array of tables, the last.
    private func passed(_ key: Key, in table: TableDraft) throws(TOML.SyntaxError) -> TableDraft {
        guard let (member, line) = table.members[key.name] else {
            return added(key, .passedThrough, to: table)
        }
        switch member {
        case .table(let next): return next
        case .tables(let list): return list.last
        case .value: throw closed(key, line)
        }
    }

    private func opened(_ key: Key, in table: TableDraft) throws(TOML.SyntaxError) -> TableDraft {
        guard case (.table(let next), _)? = table.members[key.name], next.origin == .passedThrough else {
            try requireAbsent(key, in: table)
            return added(key, .header, to: table)
        }
        next.origin = .header
        next.line = line(of: key)
        return next
    }

    private func appended(_ key: Key, to table: TableDraft) throws(TOML.SyntaxError) -> TableDraft {
        let line = line(of: key)
        if case (.tables(let list), _)? = table.members[key.name] {
            list.append(line: line)
            return list.last
        }
        try requireAbsent(key, in: table)
        let list = DraftList(line: line)
        table.add(.tables(list), as: key.name, line: line)
        return list.last
    }

    private func added(_ key: Key, _ origin: TableDraft.Origin, to table: TableDraft) -> TableDraft {
        let next = TableDraft(origin, line: line(of: key))
        table.add(.table(next), as: key.name, line: next.line)
        return next
    }

    private func requireAbsent(_ key: Key, in table: TableDraft) throws(TOML.SyntaxError) {
        guard let (_, line) = table.members[key.name] else { return }
        throw failure(.duplicate(TOML.written(key.name), line: line), at: key.offset)
    }

    private func closed(_ key: Key, _ line: Int) -> TOML.SyntaxError {
        failure(.closed(TOML.written(key.name), line: line), at: key.offset)
    }

    private func line(of key: Key) -> Int { text.line(at: key.offset) }
}
