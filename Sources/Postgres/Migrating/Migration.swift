// SPDX-License-Identifier: Apache-2.0

/// One step of the schema's history.
package struct Migration: Sendable, Hashable {
    /// 1, 2, 3, … without a gap.
    package let number: Int
    /// What the log and errors call it.
    package let name: String
    /// The statements; their SHA-256 is recorded, so the text of an applied one must not change.
    package let sql: String

    /// Takes the parts as they are: `Migrator` refuses numbers with a gap.
    package init(number: Int, name: String, sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }

    /// Whether it runs in a transaction: unless its first line begins with `-- no transaction`.
    ///
    /// One without is one statement, and one that may be run again: should the program end right behind it,
    /// it is not recorded.
    package var isTransactional: Bool {
        let firstLine = sql.prefix { $0 != "\n" && $0 != "\r\n" }
        return !firstLine.hasPrefix("-- no transaction")
    }
}
