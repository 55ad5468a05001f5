// SPDX-License-Identifier: Apache-2.0

/// The statements that one connection has prepared, by text and parameter types.
///
/// Bounded by dropping all of them when it is full: a program has fewer statements than the bound, and one
/// that does not gains nothing from preparing.
struct StatementCache {
    private struct Key: Hashable {
        let text: String
        let types: [UInt32]

        init(_ sql: SQL) {
            text = sql.text
            types = sql.binds.map(\.oid)
        }
    }

    private let limit: Int
    private var names: [Key: String] = [:]
    private var made = 0
    /// Set when a statement no longer fits the schema: others made before will not either.
    private var isStale = false

    init(limit: Int) {
        self.limit = limit
    }

    var needsReset: Bool { isStale || names.count >= limit }

    /// The name of `sql` on the server, and whether it has yet to be prepared.
    mutating func name(of sql: SQL) -> (name: String, isNew: Bool) {
        let key = Key(sql)
        if let name = names[key] { return (name, false) }
        made += 1
        // Never the same name twice, so that a name the server still knows cannot mean another statement.
        let name = "s\(made)"
        names[key] = name
        return (name, true)
    }

    /// Forgets a statement that could not be prepared.
    mutating func forget(_ sql: SQL) {
        names[Key(sql)] = nil
    }

    mutating func expire() {
        isStale = true
    }

    mutating func reset() {
        names.removeAll(keepingCapacity: true)
        isStale = false
    }
}
