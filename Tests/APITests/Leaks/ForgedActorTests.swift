// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store
import TestSupport
import Testing

/// Whoever holds the application's password, and a token of their own, acts as nobody else: the database
/// keeps who acts, the platform's work is another role's, and what names a person is written under their
/// own name.
@Suite struct ForgedActorTests {
    @Test func `nobody becomes, speaks for or stands in for another by the application's password`()
        async throws
    {
        try await TestApp.run { app in
            let these = try await ForgedCase.make(app)
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

    @Test func `nobody says what is another's to say`() async throws {
        try await TestApp.run { app in
            let these = try await ForgedCase.make(app)
            let pool = app.pool(of: "teahouse_app")
            let things: SQL = """
                SELECT 'finding', pid FROM findings WHERE id = \(these.finding)
                UNION ALL SELECT 'finding_version', pid || '/1' FROM findings WHERE id = \(these.finding)
                UNION ALL SELECT 'flag', pid FROM flags WHERE id = \(these.flag)
                UNION ALL SELECT 'access_request', pid FROM access_requests WHERE id = \(these.request)
                UNION ALL SELECT 'problem', pid FROM problems WHERE id = \(these.problem)
                UNION ALL SELECT 'dataset', pid FROM datasets
                UNION ALL SELECT 'release', pid || '/1' FROM datasets
                UNION ALL SELECT o, pid FROM organisations, unnest('{organisation,membership}'::text[]) AS o
                UNION ALL (SELECT 'token', pid FROM tokens WHERE person = \(these.author) LIMIT 1)
                """
            let pairs = try await app.asSuperuser { db in
                try db.rows(things) { row -> (String, String) in (try row.next(), try row.next()) }
            }
            let subjects = Dictionary(pairs) { first, _ in first }
            let facts = Fact.allCases.filter { !$0.isThePlatforms }
            let judges = facts.filter {
                [.releaseUnused, .exceptionSupported, .partyLifted, .judgeAppointed, .flagVoted].contains($0)
            }
            for (person, facts) in [(these.stranger, facts), (these.author, judges), (these.officer, judges)]
            {
                let opening = try await app.opening(for: person)
                for fact in facts {
                    let subject = subjects[fact.object] ?? "xx-000000000000"
                    let said: SQL = "SELECT record_fact(\(fact.action), \(fact.object), \(subject), '{}')"
                    await Self.refuse([said], opening, in: pool)
                }
            }
            await pool.shutdown()
            #expect(subjects.count == 10 && facts.count > 30)
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
            #expect(["42501", "23514", "55000"].contains(state), "\(what): \(error)")
        }
    }

    @Test func `a setting shows nobody more`() async throws {
        try await TestApp.run { app in
            let these = try await ForgedCase.make(app)
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

    @Test func `an actor is of one transaction`() async throws {
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

    @Test(
        arguments: [
            "UPDATE tokens SET revoked_at = platform_now()",
            "UPDATE tokens SET created_at = created_at - interval '9 days', expires_at = platform_now()",
            "UPDATE persons SET state = 'suspended'",
        ] as [SQL]
    )
    func `a token that is not good makes nobody the actor`(spoiling: SQL) async throws {
        try await TestApp.run { app in
            let (person, _) = try await app.person("Ada")
            let opening = try await app.opening(for: person.id)
            _ = try await app.asSuperuser { db in try db.execute(spoiling) }
            let pool = app.pool(of: "teahouse_app")
            let nobody: ID<Person>? = try await pool.read(opening: opening) { db in
                #expect(try db.opening?.first(SignIn.self) == nil)
                return try db.scalar("SELECT actor()")
            }
            #expect(nobody == nil)
            await pool.shutdown()
        }
    }
}
