// SPDX-License-Identifier: Apache-2.0
import Postgres
import TestSupport
import Testing

/// What the application's role may write is written under the name of whoever acts: held against the
/// catalogue, so that a table of tomorrow is asked too.
@Suite struct WritableTableTests {
    /// Columns that name somebody else than who writes, and why that is harmless.
    private static let others = [
        // Is asked, and is nothing before they accept.
        "author_invitations.person",
        // Is asked, and has agreed to nothing before they answer.
        "review_assignments.reviewer",
        // Is appointed to judge, which shows them more and makes nothing theirs.
        "appointments.person",
        // Is freed by an administrator, who is named beside them.
        "party_lifts.person",
    ]

    /// The tables that the application may write, by what it may do there.
    private static let writable: SQL = """
        SELECT c.oid, c.relname, c.relrowsecurity FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
            AND (
                has_any_column_privilege('teahouse_app', c.oid, 'INSERT, UPDATE')
                OR has_table_privilege('teahouse_app', c.oid, 'DELETE')
            )
        """

    @Test func `no table that the application may write is without row security`() async throws {
        try await TestApp.run { app in
            let (all, open) = try await app.asSuperuser { db -> (Int, [String]) in
                (
                    try db.value("SELECT count(*) FROM (\(Self.writable)) AS w"),
                    try db.scalars(
                        "SELECT relname::text FROM (\(Self.writable)) AS w WHERE NOT relrowsecurity ORDER BY 1"
                    )
                )
            }
            #expect(all > 30)
            #expect(open == [])
        }
    }

    private struct Written: Record, Sendable {
        let table: String
        let column: String
        let canInsert: Bool
        let canUpdate: Bool
        /// What the policies for new rows ask.
        let checks: [String]
        let hasTrigger: Bool

        static var columns: SQL { "relname, attname, can_insert, can_update, checks, has_trigger" }

        init(row: inout Row) throws(DecodingFailure) {
            table = try row.next()
            column = try row.next()
            canInsert = try row.next()
            canUpdate = try row.next()
            checks = try row.next()
            hasTrigger = try row.next()
        }

        /// Whether each policy for new rows holds the column to the actor, leaves it empty, or is the
        /// platform's.
        var isHeld: Bool {
            let held = ["(\(column) = ( SELECT actor() AS actor))", "(\(column) IS NULL)"]
            return !checks.isEmpty
                && checks.allSatisfy { check in
                    check == "is_platform()" || held.contains { check.contains($0) }
                }
        }
    }

    @Test func `whatever names a person is held to who acts`() async throws {
        try await TestApp.run { app in
            let written: [Written] = try await app.asSuperuser { db in
                try db.all(
                    """
                    SELECT w.relname::text, a.attname::text,
                        has_column_privilege('teahouse_app', w.oid, a.attnum, 'INSERT') AS can_insert,
                        has_column_privilege('teahouse_app', w.oid, a.attnum, 'UPDATE') AS can_update,
                        ARRAY(
                            SELECT coalesce(p.with_check, p.qual) FROM pg_policies p
                            WHERE p.tablename = w.relname AND p.cmd IN ('ALL', 'INSERT')
                        ) AS checks,
                        EXISTS (
                            SELECT FROM pg_trigger t
                            WHERE t.tgrelid = w.oid AND t.tgfoid = 'check_own_name'::regproc
                                AND t.tgargs = convert_to(a.attname, 'UTF8') || '\\x00'
                        ) AS has_trigger
                    FROM (\(Self.writable)) AS w
                    JOIN pg_constraint f ON f.conrelid = w.oid AND f.contype = 'f' AND f.confrelid = 'persons'::regclass
                    JOIN pg_attribute a ON a.attrelid = w.oid AND a.attnum = f.conkey[1]
                    ORDER BY 1, 2
                    """
                )
            }
            #expect(written.count > 20)
            for each in written where !Self.others.contains("\(each.table).\(each.column)") {
                #expect(
                    !each.canInsert || each.isHeld,
                    "INSERT INTO \(each.table) (\(each.column)): \(each.checks)"
                )
                #expect(!each.canUpdate || each.hasTrigger, "UPDATE \(each.table) SET \(each.column)")
            }
        }
    }

    @Test func `no policy lets everything in, nor asks for the actor with every row`() async throws {
        try await TestApp.run { app in
            let (lax, dear) = try await app.asSuperuser { db -> ([String], [String]) in
                (
                    try db.scalars(
                        """
                        SELECT tablename || '.' || policyname FROM pg_policies
                        WHERE with_check = 'true' OR (cmd <> 'SELECT' AND qual = 'true')
                        """
                    ),
                    try db.scalars(
                        """
                        SELECT tablename || '.' || policyname FROM pg_policies
                        WHERE regexp_replace(
                            concat(qual, with_check), '\\( SELECT (actor\\(\\) AS actor|is_a\\w+\\(actor\\(\\)\\) AS is_a\\w+)\\)', '', 'g'
                        ) LIKE '%actor()%'
                        """
                    )
                )
            }
            #expect(lax == [])
            #expect(dear == [])
        }
    }

    @Test func `the application calls nothing that makes an actor or an event of its own`() async throws {
        try await TestApp.run { app in
            let callable: [String] = try await app.asSuperuser { db in
                try db.scalars(
                    """
                    SELECT oid::regprocedure::text FROM pg_proc
                    WHERE pronamespace = 'public'::regnamespace
                        AND proname IN ('seal', 'act_as', 'record_event', 'log_event', 'log_entry', 'seal_log', 'write_scope')
                        AND has_function_privilege('teahouse_app', oid, 'EXECUTE')
                    """
                )
            }
            #expect(callable == [])
        }
    }
}
