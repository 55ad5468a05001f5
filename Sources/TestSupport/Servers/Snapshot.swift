// SPDX-License-Identifier: Apache-2.0
import Foundation
import Postgres

/// The rows of every table of a database that servers write, to be laid into another one of the same schema.
struct Snapshot: Sendable {
    private struct Table: Sendable {
        let name: String
        /// Those that are written; generated ones follow.
        let columns: String
        /// An array of objects.
        let rows: String
        let isEmpty: Bool
    }

    /// What migrations alone write.
    private static let fixed = ["schema_migrations", "allowed_transitions", "known_events", "rights"]

    private let tables: [Table]
    /// Sequences and what each gives out next.
    private let sequences: [(name: String, next: Int64)]

    /// Reads everything.
    init(_ db: Connection) throws {
        let tables = try db.rows(
            """
            SELECT c.relname::text, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
                AND c.relname <> ALL (\(Self.fixed))
                AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            GROUP BY c.oid ORDER BY c.relname
            """
        ) { row -> (String, String) in (try row.next(), try row.next()) }
        self.tables = try tables.map { name, columns in
            let rows: String? = try db.scalar("SELECT json_agg(t)::text FROM \(identifier: name) t")
            return Table(name: name, columns: columns, rows: rows ?? "[]", isEmpty: rows == nil)
        }
        sequences = try db.rows(
            """
            SELECT sequencename::text, coalesce(last_value + 1, 1) FROM pg_sequences
            WHERE schemaname = 'public'
            """
        ) { row in (try row.next(), try row.next()) }
    }

    /// Makes the database hold these rows and no others, in the present transaction of a superuser.
    ///
    /// No trigger and no foreign key looks at it: what was written once is written again.
    func replaceAll(_ db: Connection) throws {
        // The log's sealer looks by itself each second.
        let lock = "SELECT pg_advisory_xact_lock(hashtextextended('teahouse.log', 0))"
        let deletes = tables.map { "DELETE FROM \($0.name);" }.joined(separator: "\n")
        try db.script("SET LOCAL session_replication_role = replica; \(lock); \(deletes)")
        for table in tables where !table.isEmpty { try lay(table, db) }
        for sequence in sequences {
            try db.execute("SELECT setval(\(sequence.name)::regclass, \(sequence.next), false)")
        }
    }

    private func lay(_ table: Table, _ db: Connection) throws {
        let insert = "INSERT INTO \(table.name) (\(table.columns)) OVERRIDING SYSTEM VALUE"
        let quoted = table.rows.replacing("'", with: "''")
        try db.script(
            "\(insert) SELECT \(table.columns) FROM json_populate_recordset(NULL::\(table.name), '\(quoted)')"
        )
    }
}
