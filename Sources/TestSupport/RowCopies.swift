// SPDX-License-Identifier: Apache-2.0
import Postgres

/// Lays rows into the database once more, outside of every rule: every name in them, of the keys and public
/// identifiers that are given, changed for one of the copy's own.
package struct RowCopies: Sendable {
    private let names: [String]
    private let copies: SQL

    /// - Parameters:
    ///   - names: what the rows have.
    ///   - copies: by name, what each of the copies has in its place.
    package init(names: [String], copies: [[String]]) {
        self.names = names
        let columns = copies.map { "\($0)::text[]" as SQL }.joined(separator: ", ")
        let labels = copies.indices.map { Self.label($0) }.joined(separator: ", ")
        self.copies = "unnest(\(columns)) AS k(\(labels))"
    }

    /// Lays the rows `o` of a table for which `isOurs` holds once more for each copy; `hasOwnKey` where their
    /// `id` is not among the names.
    package func lay(_ table: String, _ isOurs: SQL, hasOwnKey: Bool = false, _ db: Connection) throws {
        let columns: [String] = try db.scalars(
            """
            SELECT attname::text FROM pg_attribute
            WHERE attrelid = \("public." + table)::regclass AND attnum > 0 AND NOT attisdropped
                AND attgenerated = ''
            ORDER BY attnum
            """
        )
        let written = columns.map { "\(identifier: $0)" as SQL }.joined(separator: ", ")
        let read = columns.map { "made.\(identifier: $0)" as SQL }.joined(separator: ", ")
        let own: SQL = hasOwnKey ? "jsonb_build_object('id', gen_random_uuid())" : "'{}'"
        try db.execute(
            """
            INSERT INTO \(identifier: table) (\(written)) OVERRIDING SYSTEM VALUE
            SELECT \(read) FROM \(identifier: table) o CROSS JOIN \(copies)
            CROSS JOIN LATERAL jsonb_populate_record(
                NULL::\(identifier: table), \(renamed("to_jsonb(o)::text"))::jsonb || \(own)
            ) AS made
            WHERE \(isOurs)
            """
        )
    }

    /// Changes the names within a column of text kept as bytes, in the copies' rows of a table whose `key` is
    /// the copies' name with this number.
    package func rename(_ column: String, in table: String, where key: String, is name: Int, _ db: Connection)
        throws
    {
        try db.execute(
            """
            UPDATE \(identifier: table) o
            SET \(identifier: column) = convert_to(
                \(renamed("convert_from(o.\(identifier: column), 'UTF8')")), 'UTF8'
            )
            FROM \(copies) WHERE o.\(identifier: key) = k.\(Self.label(name))::uuid
            """
        )
    }

    /// A text with the names of a copy `k` in place of the original's.
    private func renamed(_ text: SQL) -> SQL {
        names.indices.reduce(text) { "replace(\($0), \(names[$1]), k.\(Self.label($1)))" }
    }

    private static func label(_ number: Int) -> SQL { "\(identifier: "n\(number)")" }
}
