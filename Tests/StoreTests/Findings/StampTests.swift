// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

/// The stamps of findings, as the schema promises them.
@Suite struct StampTests {
    @Test
    func
        `every table that hangs on a finding stamps it at every kind of change, at the end of the transaction`()
        async throws
    {
        try await TestApp.run { app in
            let stamping: Set<String> = try await app.asSuperuser { db in
                let tables: [String] = try db.scalars(
                    """
                    SELECT tgrelid::regclass::text FROM pg_trigger
                    WHERE tgfoid = 'stamp_changed'::regproc AND tginitdeferred AND tgtype & 28 = 28
                    """
                )
                return Set(tables)
            }
            // Every table but those from which the representation shows a public name.
            let hanging: Set<String> = try await app.asSuperuser { db in
                let tables: [String] = try db.scalars(
                    """
                    SELECT DISTINCT conrelid::regclass::text FROM pg_constraint
                    WHERE contype = 'f'
                        AND confrelid IN (
                            'findings'::regclass, 'finding_versions'::regclass, 'clearances'::regclass
                        )
                    """
                )
                return Set(tables)
            }
            // These do not show in a version's representation, or are asked for at every read.
            let apart: Set<String> = [
                "appeals", "appointments", "askings", "author_history", "author_invitations", "certificates",
                "decisions",
                "finding_authors",
                "finding_counts", "log_openings", "party_lifts", "problem_settlements", "release_removals",
                "review_assignments", "reviews", "screening_reports", "vacancies", "version_parties",
                "version_scope",
            ]
            #expect(stamping == hanging.subtracting(apart))
        }
    }

    @Test func `a transaction stamps a finding when it commits, and not when it is rolled back`() async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let version: UUID? = try await app.asSuperuser { db in
                try db.scalar("SELECT id FROM finding_versions")
            }
            try await app.jobEnded(try #require(version))
            let before = try await Self.stamp(fixture, app)
            try await app.asSuperuser { db in
                try db.execute("BEGIN")
                try db.execute("UPDATE clearances SET due_at = due_at - interval '1 day'")
                try db.execute("SET CONSTRAINTS ALL IMMEDIATE")
                try db.execute("ROLLBACK")
            }
            #expect(try await Self.stamp(fixture, app) == before)
            let within: UUID? = try await app.asSuperuser { db in
                try db.execute("BEGIN")
                try db.execute("UPDATE clearances SET due_at = due_at - interval '1 day'")
                try db.execute("UPDATE clearances SET due_at = due_at - interval '1 day'")
                let within: UUID? = try db.scalar("SELECT stamp FROM findings")
                try db.execute("COMMIT")
                return within
            }
            #expect(within == before)
            #expect(try await Self.stamp(fixture, app) != before)
        }
    }

    @Test func `the server's role cannot stamp by itself`() async throws {
        try await TestApp.run { app in
            for statement: SQL in [
                "UPDATE findings SET stamp = gen_random_uuid()", "SELECT stamp_finding(gen_random_uuid())",
            ] {
                let error = await #expect(throws: PostgresError.self) {
                    try await app.asRole("teahouse_app") { db in _ = try db.execute(statement) }
                }
                #expect(error?.sqlState == "42501")
            }
        }
    }

    private static func stamp(_ fixture: FindingFixture, _ app: TestApp) async throws -> UUID? {
        let pid = fixture.finding
        return try await app.asSuperuser { db in
            try db.scalar("SELECT stamp FROM findings WHERE pid = \(pid)")
        }
    }
}
