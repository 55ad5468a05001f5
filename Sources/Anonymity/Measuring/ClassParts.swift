// SPDX-License-Identifier: Apache-2.0

/// All classes of a table: in memory, or part after part from files.
enum ClassParts {
    case memory(ClassTables)
    case files(ClassSpill)

    /// What is left in memory joins what was spilled.
    init(_ tables: ClassTables, _ spill: ClassSpill?) throws {
        guard let spill else {
            self = .memory(tables)
            return
        }
        try spill.write(tables)
        self = .files(spill)
    }

    /// The classes, when they are in memory.
    var whole: ClassTables? {
        if case .memory(let tables) = self { tables } else { nil }
    }

    /// Calls `body` with each part; no class is in two of them.
    func forEach(_ body: (ClassTables) throws -> Void) throws {
        switch self {
        case .memory(let tables): try body(tables)
        case .files(let spill): try spill.forEach(body)
        }
    }

    /// The classes by some of the quasi-identifiers; no part of them may take more than `limit` bytes.
    func narrowed(to columns: [Int], limit: Int) throws -> ClassParts {
        switch self {
        case .memory(let tables): return .memory(tables.narrowed(to: columns))
        case .files(let spill):
            let empty = ClassTables(quasi: columns.count, sensitive: 0, combined: false)
            let narrower = try ClassSpill(like: empty, limit: limit)
            try spill.forEach { try narrower.write($0.narrowed(to: columns)) }
            return .files(narrower)
        }
    }
}
