// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

/// Whoever holds the application's password, and a token of their own, acts as nobody else: the actor is
/// sealed, the platform's work is another role's, and what names a person is written under their own name.
@Suite struct ForgedActorTests {
    /// Who is who, and what there is to lay hands on; all seen by the superuser.
    private struct Case: Sendable {
        let author: ID<Person>
        let moderator: ID<Person>
        let officer: ID<Person>
        let stranger: ID<Person>
        let finding: UUID
        let version: UUID
        let clearance: UUID
        let flag: UUID
        let release: UUID
        let file: UUID
        let request: UUID
        let problem: UUID
        let organisation: UUID

        static func make(_ app: TestApp) async throws -> Case {
            let fixture = try await app.submittedFinding()
            _ = try await app.raise(on: fixture).expecting(201)
            // A draft that is its author's alone.
            _ = try await FindingCase.complete(app)
            let problem = try await app.draftProblem()
            let stranger = try await app.person("Sten").person.id
            func holder(of token: String) async throws -> ID<Person> {
                let hash = try #require(TokenText(.personal, token)).hash
                let holder: ID<Person>? = try await app.asSuperuser { db in
                    try db.scalar("SELECT person FROM tokens WHERE hash = \(hash)")
                }
                return try #require(holder)
            }
            func one(_ question: SQL) async throws -> UUID {
                let answer: UUID? = try await app.asSuperuser { db in try db.scalar(question) }
                return try #require(answer)
            }
            let finding = try await one("SELECT id FROM findings WHERE pid = \(fixture.finding)")
            let release = try await app.releaseID(fixture.data)
            return Case(
                author: try await holder(of: fixture.author),
                moderator: try await holder(of: fixture.data.moderator),
                officer: try await holder(of: fixture.data.officer),
                stranger: stranger,
                finding: finding,
                version: try await one("SELECT id FROM finding_versions WHERE finding = \(finding)"),
                clearance: try await one("SELECT id FROM clearances WHERE finding = \(finding)"),
                flag: try await one("SELECT id FROM flags LIMIT 1"),
                release: release,
                file: try await one("SELECT id FROM release_files WHERE release = \(release)"),
                request: try await one("SELECT id FROM access_requests WHERE release = \(release)"),
                problem: try await one("SELECT id FROM problems WHERE pid = \(problem.pid)"),
                organisation: problem.poser.id.rawValue
            )
        }

        /// What would make somebody else the actor, or the platform.
        var others: [[SQL]] {
            [
                [
                    "SELECT set_config('app.actor', \(moderator)::text, true)",
                    "SELECT count(*) FROM findings",
                ],
                ["SELECT set_config('app.actor', 'x', true)", "SELECT count(*) FROM findings"],
                [
                    """
                    SELECT set_config(
                        'app.actor',
                        overlay(coalesce(current_setting('app.actor', true), '') PLACING \(moderator)::text FROM 1),
                        true
                    )
                    """,
                    "SELECT count(*) FROM tokens",
                ],
                [
                    "SELECT set_config('app.actor', \(moderator)::text || ':' || repeat('0', 64), true)",
                    "INSERT INTO tokens (pid, person, name, hash, tail, scopes, expires_at) \(token(of: moderator))",
                ],
                ["SELECT seal(\(moderator))"], ["SELECT act_as(\(moderator))"], ["SELECT key FROM actor_key"],
                ["UPDATE actor_key SET key = sha256('x')"], ["DELETE FROM actor_key"],
                ["SET ROLE teahouse_platform"], ["SET SESSION AUTHORIZATION teahouse_platform"],
                ["GRANT teahouse_platform TO teahouse_app"], ["ALTER ROLE teahouse_app BYPASSRLS"],
            ]
        }

        /// Events of what did not happen.
        var events: [[SQL]] {
            [
                ["SELECT record_event('accept', 'finding_version', 'fi-000000000000/1', '{}')"],
                ["SELECT record_event('edit', 'finding_version', 'fi-000000000000/1', '{}')"],
                ["SELECT record_fact('accept', 'finding_version', 'fi-000000000000/1', '{}')"],
                ["SELECT record_fact('pass', 'screening', 'fi-000000000000/1', '{}')"],
                ["SELECT record_fact('give_role', 'person', 'pe-000000000000', '{}')"],
                ["SELECT record_fact('vanish', 'finding_version', 'fi-000000000000/1', '{}')"],
                ["SELECT record_fact('rotate', 'key', 'x', '{}')"],
                ["SELECT record_fact('enrol', 'person', 'pe-000000000000', '{}')"],
                [
                    """
                    INSERT INTO audit_events (actor_kind, action, object, subject)
                    VALUES ('platform', 'accept', 'finding_version', 'x')
                    """
                ],
                [
                    "INSERT INTO outbox_events (event, kind, subject, payload) VALUES (uuid7(), 'a.b', 's', '{}')"
                ],
                ["INSERT INTO notices (person, kind, subject) VALUES (\(author), 'flag.uphold', 'x')"],
            ]
        }

        /// People and rights out of nothing.
        var people: [[SQL]] {
            [
                [
                    "INSERT INTO tokens (pid, person, name, hash, tail, scopes, expires_at) \(token(of: moderator))",
                    "SELECT * FROM sign_in(sha256('mine'))",
                ],
                [
                    "INSERT INTO persons (pid, name, platform_roles) VALUES ('pe-000000000000', 'Eve', '{admin}')"
                ],
                ["UPDATE persons SET state = 'active'"],
                [
                    """
                    INSERT INTO memberships (person, organisation, role)
                    VALUES (\(stranger), \(organisation), 'owner')
                    """
                ],
                [
                    """
                    INSERT INTO invitations (pid, name, platform_roles, code_hash, expires_at)
                    VALUES ('in-000000000000', 'Eve', '{admin}', sha256('x'), now() + interval '1 day')
                    """
                ],
                [
                    """
                    INSERT INTO invitations (pid, name, platform_roles, code_hash, invited_by, expires_at)
                    SELECT 'in-000000000000', 'Eve', '{admin}', sha256('x'), id, now() + interval '1 day'
                    FROM persons WHERE 'moderator' = ANY (platform_roles) LIMIT 1
                    """
                ],
                [
                    """
                    INSERT INTO organisations (pid, name, kind)
                    VALUES ('or-000000000000', 'Eve and Sons', 'enterprise')
                    """
                ],
                ["INSERT INTO finding_authors (finding, person) VALUES (\(finding), \(stranger))"],
                ["INSERT INTO findings (pid, created_by) VALUES ('fi-000000000000', \(moderator))"],
            ]
        }

        /// What others are to have said, and what only a role may say.
        var words: [[SQL]] {
            [
                [decision("accept", "finding_version", version, by: moderator)],
                [decision("accept", "finding_version", version, by: stranger)],
                [decision("hide", "publication", version, by: stranger)],
                [vote(by: moderator)], [vote(by: stranger)],
                [
                    """
                    INSERT INTO takedown_votes (decision, publication, judge, category)
                    VALUES (uuid7(), uuid7(), \(moderator), 'other')
                    """
                ],
                ["INSERT INTO appeals (version, reason, appealed_by) VALUES (\(version), 'x', \(author))"],
                ["INSERT INTO appeals (version, reason, appealed_by) VALUES (\(version), 'x', \(stranger))"],
                [
                    """
                    INSERT INTO access_requests (pid, release, person, purpose, terms_digest, due_at)
                    VALUES ('ac-000000000000', \(release), \(author), 'x', sha256('x'), now())
                    """
                ],
                [
                    """
                    INSERT INTO agreements (access_request, person, release, terms_digest)
                    VALUES (
                        \(request), \(author), \(release), (SELECT terms_digest FROM releases WHERE id = \(release))
                    )
                    """
                ],
                [
                    "INSERT INTO downloads (person, file, first_byte, last_byte) VALUES (\(author), \(file), 0, 1)"
                ],
                [
                    """
                    INSERT INTO flags (
                        pid, clearance, file_digest, first_byte, last_byte, category, note, raised_by, due_at
                    )
                    VALUES ('fl-000000000000', \(clearance), sha256('x'), 0, 1, 'patent', 'x', \(stranger), now())
                    """
                ],
                [
                    """
                    INSERT INTO problems (pid, organisation, created_by)
                    VALUES ('pb-000000000000', \(organisation), \(stranger))
                    """
                ],
                [
                    """
                    INSERT INTO problem_versions (problem, number, title, statement, created_by)
                    VALUES (\(problem), 9, 'x', 'x', \(stranger))
                    """
                ],
                [
                    """
                    INSERT INTO datasets (pid, organisation, title, description, created_by)
                    VALUES ('ds-000000000000', \(organisation), 'x', 'x', \(stranger))
                    """
                ],
                [
                    """
                    INSERT INTO party_lifts (finding, person, lifted_by, reason)
                    VALUES (\(finding), \(stranger), \(stranger), 'x')
                    """
                ],
            ]
        }

        /// Work of the platform's.
        var work: [[SQL]] {
            [
                [
                    """
                    INSERT INTO screening_reports (version, fingerprint, passed, report, digest)
                    VALUES (\(version), version_fingerprint(\(version)), true, '{}', sha256('{}'))
                    """
                ],
                [
                    """
                    INSERT INTO anonymity_reports (release, fingerprint, passed, report, digest)
                    VALUES (\(release), release_fingerprint(\(release)), true, '{}', sha256('{}'))
                    """
                ],
                ["INSERT INTO export_runs (directory) VALUES ('/tmp/x')"],
                ["UPDATE outbox_events SET delivered_at = now()"],
                ["SELECT seal_log(1)"], ["INSERT INTO log_checkpoints (size, root, note) VALUES (1, '', '')"],
                ["UPDATE identifiers SET doi = '10.5072/x'"], ["UPDATE export_runs SET state = 'failed'"],
            ]
        }

        private func token(of person: ID<Person>) -> SQL {
            """
            VALUES ('tk-000000000000', \(person), 'x', sha256('mine'), '000000', '{read}', now() + interval '1 day')
            """
        }

        private func vote(by person: ID<Person>) -> SQL {
            """
            INSERT INTO flag_votes (flag, moderator, uphold, decision)
            VALUES (\(flag), \(person), false, uuid7())
            """
        }

        private func decision(_ event: String, _ object: String, _ subject: UUID, by person: ID<Person>)
            -> SQL
        {
            """
            INSERT INTO decisions (object, subject, finding, event, decided_by, reason)
            VALUES (\(object), \(subject), \(finding), \(event), \(person), 'x')
            """
        }
    }

    @Test func `nobody becomes, speaks for or stands in for another by the application's password`()
        async throws
    {
        try await TestApp.run { app in
            let these = try await Case.make(app)
            let pool = app.pool(of: "teahouse_app")
            let all = these.others + these.events + these.people + these.words + these.work
            // Signed in as somebody without any role, and as nobody.
            for opening in [try await app.opening(for: these.stranger), nil] as [SQL?] {
                for statements in all { await Self.refuse(statements, opening, in: pool) }
            }
            // An officer, who may answer a request, does not do so in another's name.
            await Self.refuse(
                ["UPDATE access_requests SET decided_by = \(these.moderator) WHERE id = \(these.request)"],
                try await app.opening(for: these.officer),
                in: pool
            )
            await pool.shutdown()
            print("forbidden: \(2 * all.count + 1) forgeries refused")
            #expect(all.count >= 50)
        }
    }

    /// Runs statements in one transaction, of which one is to be refused.
    private static func refuse(_ statements: [SQL], _ opening: SQL?, in pool: Database) async {
        let what = statements.map { "\($0)" }.joined(separator: "; ")
        do {
            try await pool.write(opening: opening) { db in
                for statement in statements { _ = try db.query(statement) }
            }
            Issue.record("\(what): not refused")
        } catch {
            let state = (error as? PostgresError)?.sqlState
            #expect(["42501", "23514"].contains(state), "\(what): \(error)")
        }
    }

    @Test func `a setting shows nobody more`() async throws {
        try await TestApp.run { app in
            let these = try await Case.make(app)
            let opening = try await app.opening(for: these.stranger)
            for setting in ["app.platform", "app.is_platform", "app.role"] {
                let seen = try await app.asRole("teahouse_app", opening: opening) { db -> [Int] in
                    _ = try db.query("SELECT set_config(\(setting), 'on', true)")
                    return try [
                        "finding_versions", "contributions", "clearances", "flags", "audit_events",
                        "outbox_events",
                    ].map { try db.scalar("SELECT count(*) FROM \(identifier: $0)") ?? -1 }
                        + [
                            try db.scalar("SELECT count(*) FROM tokens WHERE person <> \(these.stranger)")
                                ?? -1
                        ]
                }
                #expect(seen == [0, 0, 0, 0, 0, 0, 0])
            }
            // Nor does a table of one's own that stands before the database's.
            let seen = try await app.asRole("teahouse_app", opening: opening) { db -> Int in
                try db.execute("CREATE TEMPORARY TABLE persons (id uuid, platform_roles text[])")
                try db.execute("CREATE TEMPORARY TABLE finding_authors (finding uuid, person uuid)")
                try db.execute("INSERT INTO pg_temp.persons VALUES (\(these.stranger), '{admin}')")
                try db.execute(
                    "INSERT INTO pg_temp.finding_authors VALUES (\(these.finding), \(these.stranger))"
                )
                try db.execute("SET LOCAL search_path = pg_temp, public")
                return try db.scalar("SELECT count(*) FROM public.finding_versions") ?? -1
            }
            #expect(seen == 0)
        }
    }

    @Test func `a seal is of one transaction`() async throws {
        try await TestApp.run { app in
            let (person, _) = try await app.person("Ada")
            let opening = try await app.opening(for: person.id)
            let pool = app.pool(of: "teahouse_app")
            let kept: String = try await pool.read(opening: opening) { db in
                #expect(try db.scalar("SELECT actor()") == person.id)
                return try db.value("SELECT current_setting('app.actor')")
            }
            await Self.refuse(
                ["SELECT set_config('app.actor', \(kept), true)", "SELECT actor()"],
                nil,
                in: pool
            )
            let nobody: ID<Person>? = try await pool.read { db in try db.scalar("SELECT actor()") }
            #expect(nobody == nil)
            await pool.shutdown()
        }
    }
}
