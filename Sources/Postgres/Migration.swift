// SPDX-License-Identifier: Apache-2.0

/// One step of the schema's history.
package struct Migration: Sendable, Hashable {
    /// 1, 2, 3, … without a gap.
    package let number: Int
    package let name: String
    package let sql: String

    package init(number: Int, name: String, sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }

    /// Whether the first line says `-- no transaction`.
    ///
    /// Such a migration is one statement, and one that may be run again: should the program end right behind
    /// it, it is not recorded.
    package var isTransactional: Bool {
        let firstLine = sql.prefix { $0 != "\n" && $0 != "\r\n" }
        return !firstLine.hasPrefix("-- no transaction")
    }
}
