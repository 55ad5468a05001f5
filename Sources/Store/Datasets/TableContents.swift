// SPDX-License-Identifier: Apache-2.0
import JSON
import Postgres

/// What is looked up in a table before it has a row.
package struct TableContents: Sendable {
    /// The names of its columns from left to right; none where it is not clear how it is written.
    package let header: [String]
    /// How it is written, with every member; `nil` where that is not clear.
    package let dialect: JSON?
    /// Why it is not clear; `nil` where it is.
    package let unclear: JSON?

    /// Of a table that was read.
    package init(header: [String], dialect: JSON) {
        self.header = header
        self.dialect = dialect
        unclear = nil
    }

    /// Of a table that cannot be read until somebody says how it is written.
    package init(unclear: JSON) {
        header = []
        dialect = nil
        self.unclear = unclear
    }
}

extension JSON {
    /// What a `jsonb` column holds; throws for what is no JSON that the program wrote.
    init?(stored: RawJSON?) throws(DecodingFailure) {
        guard let stored else { return nil }
        do {
            self = try JSON(parsing: stored.bytes, limits: .trusted)
        } catch {
            throw DecodingFailure(.malformed)
        }
    }

    /// As it is bound to a `jsonb` column.
    var stored: RawJSON { RawJSON(canonical) }
}
