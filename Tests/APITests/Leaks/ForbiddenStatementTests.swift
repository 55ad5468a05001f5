// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import TestSupport
import Testing

/// Whoever holds the server's passwords has the database against them: transitions, decisions on one's
/// own, what never changes, and certificates without gates.
@Suite struct ForbiddenStatementTests {
    /// A lifecycle's table, by the kind of object that the world makes of it.
    private struct Table: Sendable {
        let kind: ObjectKind
        let transitions: [Transition]
        let states: [String]
        let move: @Sendable (String, String) -> SQL
    }

    private static func table<L: Lifecycle>(
        _ kind: ObjectKind,
        _: L.Type,
        _ move: @escaping @Sendable (String, String) -> SQL
    ) -> Table {
        Table(kind: kind, transitions: L.transitions, states: L.allCases.map(\.rawValue), move: move)
    }

    private static let tables: [Table] = [
        table(.finding, Finding.State.self) { state, pid in
            """
            UPDATE finding_versions SET state = \(state)
            WHERE finding = (SELECT id FROM findings WHERE pid = \(pid))
            """
        },
        table(.clearance, Clearance.State.self) { "UPDATE clearances SET state = \($0) WHERE pid = \($1)" },
        table(.flag, Flag.State.self) { "UPDATE flags SET state = \($0) WHERE pid = \($1)" },
        table(.review, Review.State.self) { "UPDATE reviews SET state = \($0) WHERE pid = \($1)" },
        table(.problem, Problem.State.self) { "UPDATE problems SET state = \($0) WHERE pid = \($1)" },
        table(.accessRequest, AccessRequest.State.self) {
            "UPDATE access_requests SET state = \($0) WHERE pid = \($1)"
        },
        table(.organisation, Organisation.State.self) {
            "UPDATE organisations SET state = \($0) WHERE pid = \($1)"
        },
    ]

    @Test func `no state is reached but by the table of transitions`() async throws {
        try await TestApp.run { app in
            let world = try await World.make(app)
            var tried = 0
            for table in Self.tables {
                let targets = try await app.asSuperuser { db -> [String: Target] in
                    try db.execute("SET session_replication_role = replica")
                    var targets: [String: Target] = [:]
                    for state in table.states { targets[state] = try world.mint(table.kind, in: state, db) }
                    return targets
                }
                let pool = app.pool(of: "teahouse_platform")
                for from in table.states {
                    for to in table.states where to != from {
                        guard !table.transitions.contains(where: { $0.from == from && $0.to == to }) else {
                            continue
                        }
                        let statement = table.move(to, targets[from]?.pid ?? "")
                        tried += 1
                        await Self.refuse(statement, in: pool, "\(table.kind) from \(from) to \(to)")
                    }
                }
                await pool.shutdown()
            }
            print("forbidden: \(tried) transitions refused")
            #expect(tried >= 140)
        }
    }

    /// Runs a statement as the platform's own work, which may all that the application may, and from which
    /// row security hides nothing.
    private static func refuse(_ statement: SQL, in pool: Database, _ what: String) async {
        do {
            let changed = try await pool.write { db in try db.execute(statement) }
            Issue.record("\(what): \(changed) rows changed")
        } catch {
            let state = (error as? PostgresError)?.sqlState
            #expect(["23514", "42501", "23503", "23505"].contains(state), "\(what): \(error)")
        }
    }

    @Test func `what never changes is changed by nobody, and nothing is certified without its gates`()
        async throws
    {
        try await TestApp.run { app in
            let (fixture, _) = try await app.published()
            let waiting = try await app.submittedFinding(over: fixture.data)
            _ = try await app.raise(on: waiting).expecting(201)
            _ = try await app.sealedLog()
            let statements: [SQL] = [
                // Records of what happened.
                "UPDATE audit_events SET action = 'x'", "DELETE FROM audit_events",
                "TRUNCATE audit_events CASCADE",
                "UPDATE decisions SET reason = 'x'", "DELETE FROM decisions", "TRUNCATE decisions CASCADE",
                "UPDATE decisions SET decided_by = decided_by", "UPDATE agreements SET terms_digest = ''",
                "DELETE FROM agreements",
                "DELETE FROM downloads", "UPDATE downloads SET person = person", "DELETE FROM flag_votes",
                "UPDATE flag_votes SET uphold = NOT uphold", "DELETE FROM outbox_events",
                "UPDATE outbox_events SET kind = 'x'",
                "UPDATE log_entries SET body = 'x'", "DELETE FROM log_entries", "DELETE FROM log_leaves",
                "DELETE FROM log_tiles",
                "DELETE FROM log_checkpoints", "UPDATE log_openings SET opening = 'x'",
                "DELETE FROM log_pending",
                "SELECT log_entry('{}')", "SELECT log_event('accept', 'o', 's', '{}')",
                "INSERT INTO log_entries (body) VALUES ('{}')",
                """
                INSERT INTO log_leaves (index, entry, hash)
                SELECT 999, id, sha256('x') FROM log_entries LIMIT 1
                """,
                // What a version is judged against, and by whom it may be judged.
                "INSERT INTO version_scope SELECT version, release, 'listed', true FROM version_scope",
                "DELETE FROM version_scope", "UPDATE version_scope SET asks = false",
                "INSERT INTO version_parties SELECT version, person, organisation, 'poser' FROM version_parties",
                "DELETE FROM version_parties", "UPDATE version_parties SET person = NULL",
                "SELECT write_scope(id) FROM finding_versions", "DELETE FROM past_memberships",
                "INSERT INTO past_memberships SELECT * FROM past_memberships", "DELETE FROM author_history",
                """
                INSERT INTO release_removals (version, release, decision)
                SELECT s.version, s.release, d.id FROM version_scope s CROSS JOIN decisions d
                """,
                "DELETE FROM release_removals", "DELETE FROM party_lifts",
                """
                INSERT INTO party_lifts (finding, person, lifted_by, reason)
                SELECT f.id, f.created_by, p.id, 'x' FROM findings f CROSS JOIN persons p
                """,
                "DELETE FROM appointments", "UPDATE appointments SET is_in_force = true",
                """
                INSERT INTO appointments (finding, person, appointed_by, reason)
                SELECT f.id, f.created_by, p.id, 'x' FROM findings f CROSS JOIN persons p
                """,
                "INSERT INTO vacancies (finding, due_at) SELECT id, now() FROM findings",
                "UPDATE clearances SET held_at = now(), due_at = cap_at + interval '9 days'",
                "INSERT INTO askings (finding, number) SELECT id, 9 FROM findings", "DELETE FROM askings",
                "UPDATE askings SET asked_at = asked_at - interval '10 days'",
                "SELECT ask(id) FROM findings", "DELETE FROM exception_askings",
                "UPDATE exception_askings SET reason = 'x'",
                "DELETE FROM appeals", "UPDATE appeals SET reason = 'x'", "DELETE FROM notices",
                "UPDATE notices SET kind = 'x'", "UPDATE reviews SET version = version",
                "DELETE FROM reviews",
                "UPDATE review_assignments SET reviewer = reviewer", "DELETE FROM review_assignments",
                "UPDATE problems SET blind_review = NOT blind_review", "UPDATE releases SET review_days = 60",
                // What was published or put before the gates.
                "UPDATE publications SET document = 'x'", "UPDATE publications SET digest = sha256('x')",
                "UPDATE publications SET published_at = now()",
                "UPDATE publications SET pid = 'pu-000000000000'",
                "DELETE FROM publications", "TRUNCATE publications CASCADE",
                "UPDATE publications SET state = 'embargoed'",
                "UPDATE publications SET state = 'withdrawn', withdrawn_at = now(), tombstone = 'x'",
                "UPDATE certificates SET envelope = 'x'", "DELETE FROM certificates",
                "UPDATE certificates SET key_id = 'x'",
                "UPDATE revocations SET reason = 'x'", "DELETE FROM revocations",
                "UPDATE finding_versions SET title = 'x'", "UPDATE finding_versions SET abstract = 'x'",
                "UPDATE finding_versions SET license = 'x'", "UPDATE finding_versions SET thesis = true",
                "UPDATE finding_versions SET number = 9", "DELETE FROM finding_versions",
                "DELETE FROM findings",
                "UPDATE finding_files SET name = 'x'", "DELETE FROM finding_files",
                "DELETE FROM contributions",
                "UPDATE contributions SET name = 'x'", "DELETE FROM finding_releases",
                "UPDATE findings SET pid = 'fi-000000000000'",
                """
                INSERT INTO finding_files (version, name, size, media_type, digest)
                SELECT id, 'x', 1, 'x', sha256('x') FROM finding_versions
                """,
                "UPDATE screening_reports SET passed = true", "DELETE FROM screening_reports",
                "DELETE FROM screenings",
                "DELETE FROM moderations", "DELETE FROM clearances", "DELETE FROM flags",
                "UPDATE flags SET note = 'x'",
                "UPDATE flags SET first_byte = 0", "UPDATE flags SET category = 'patent'",
                "UPDATE flags SET raised_by = raised_by",
                // Clocks.
                "UPDATE clearances SET cap_at = cap_at + interval '1 day'",
                "UPDATE clearances SET first_noticed_at = now()",
                "UPDATE clearances SET due_at = cap_at + interval '1 second' WHERE state <> 'passed'",
                "UPDATE clearances SET due_at = NULL WHERE state <> 'passed'",
                "UPDATE moderations SET due_at = NULL WHERE state = 'pending'",
                "UPDATE flags SET due_at = NULL WHERE state = 'open'",
                "UPDATE screenings SET due_at = now() WHERE state <> 'pending'",
                "UPDATE platform_clock SET shift = interval '90 days'", "DELETE FROM platform_clock",
                "UPDATE finding_versions SET due_at = NULL WHERE state = 'submitted'",
                // Gates.
                """
                INSERT INTO publications (pid, finding, version, state, document, digest, published_at)
                SELECT 'pu-000000000000', finding, id, 'published', '{}', sha256('{}'), now()
                FROM finding_versions WHERE state = 'submitted'
                """,
                """
                INSERT INTO certificates (publication, version, envelope, digest, key_id)
                SELECT p.id, v.id, 'x', sha256('x'), 'k'
                FROM publications p, finding_versions v WHERE v.state = 'submitted'
                """,
                """
                INSERT INTO decisions (object, subject, finding, event, decided_by, reason)
                SELECT 'finding_version', v.id, v.finding, 'accept', a.person, 'mine'
                FROM finding_versions v JOIN finding_authors a ON a.finding = v.finding
                """,
                """
                INSERT INTO decisions (object, subject, finding, event, decided_by, reason)
                SELECT 'finding_version', v.id, v.finding, 'accept', m.person, 'my house''s data'
                FROM finding_versions v
                JOIN clearances c ON c.version = v.id
                JOIN memberships m ON m.organisation = c.organisation
                """,
                """
                INSERT INTO decisions (object, subject, event, decided_by, reason)
                SELECT 'release', r.id, 'release', m.person, 'my house''s data'
                FROM releases r
                JOIN datasets d ON d.id = r.dataset
                JOIN memberships m ON m.organisation = d.organisation
                """,
                """
                INSERT INTO clearances (pid, finding, version, organisation, first_noticed_at, due_at, cap_at)
                SELECT 'cl-000000000000', finding, version, organisation, now(),
                    now() + interval '200 days', now() + interval '200 days'
                FROM clearances LIMIT 1
                """,
                """
                INSERT INTO finding_authors (finding, person) SELECT f.id, p.id FROM findings f CROSS JOIN persons p
                """,
                """
                INSERT INTO author_invitations (pid, finding, person, invited_by, finding_pid, title, expires_at)
                SELECT 'ai-000000000000', f.id, p.id, f.created_by, f.pid, 'x', now() + interval '1 day'
                FROM findings f CROSS JOIN persons p LIMIT 1
                """,
                // Identities, roles, rights and the schema.
                "UPDATE persons SET platform_roles = '{admin}'", "DELETE FROM persons",
                "UPDATE persons SET orcid_authenticated_at = now()",
                "UPDATE persons SET orcid = '0000-0002-1825-0097'",
                """
                INSERT INTO persons (pid, name, orcid, orcid_authenticated_at)
                VALUES ('pe-000000000000', 'Nobody', '0000-0002-1825-0097', now())
                """,
                "DELETE FROM organisations", "DELETE FROM tokens",
                "UPDATE tokens SET scopes = '{admin}'",
                "UPDATE tokens SET expires_at = now() + interval '2 years'",
                "UPDATE releases SET id = id",
                "UPDATE releases SET state = 'draft'",
                "DELETE FROM releases", "UPDATE release_files SET digest = sha256('x')",
                "DELETE FROM release_files",
                "UPDATE anonymity_reports SET report = 'x'", "DELETE FROM anonymity_reports",
                "UPDATE allowed_transitions SET to_state = 'x'",
                "INSERT INTO allowed_transitions VALUES ('finding_version', 'draft', 'x', 'published')",
                "DELETE FROM allowed_transitions",
                "DELETE FROM schema_migrations", "CREATE TABLE x (a int)", "DROP TABLE findings CASCADE",
                "ALTER TABLE findings DISABLE ROW LEVEL SECURITY",
                "ALTER TABLE publications DISABLE TRIGGER ALL",
                "ALTER ROLE teahouse_app SUPERUSER",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "SET ROLE teahouse_owner",
                "SET session_replication_role = replica",
                "COPY findings TO '/tmp/x'", "SELECT pg_read_file('/etc/passwd')", "CREATE EXTENSION dblink",
                "DROP SCHEMA published CASCADE",
            ]
            #expect(statements.count >= 100)
            let pool = app.pool(of: "teahouse_platform")
            for statement in statements { await Self.refuse(statement, in: pool, "\(statement)") }
            await pool.shutdown()
            print("forbidden: \(statements.count) statements refused")
        }
    }
}
