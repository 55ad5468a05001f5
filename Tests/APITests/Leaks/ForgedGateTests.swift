// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Whoever has a right to a move has no more than that: by the application's password they neither take its
/// time away, nor its cause, nor the second voice that it needs.
@Suite struct ForgedGateTests {
    @Test func `whoever has a part in a finding opens and closes no gate alone`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture)
            let open = try await app.raise(on: fixture, bytes: 10...20).expecting(201)["location"] ?? ""
            _ = try await app.client.post(
                "/v1/findings",
                token: fixture.author,
                FindingCase.metadata(["title": "Two drafts"])
            ).expecting(201)
            _ = try await app.client.post("/v1/findings", token: fixture.author, FindingCase.metadata())
                .expecting(201)
            let pids = [flag, open].map(FlagCarryTests.pid)
            let forgeries: [(String, [SQL])] = [
                // Silence would dismiss it at once.
                (
                    fixture.author,
                    [
                        Self.said("flag", "contest"),
                        """
                        UPDATE flags SET state = 'contested', answer = 'x', due_at = platform_now()
                        WHERE pid = \(pids[1])
                        """,
                    ]
                ),
                (fixture.author, ["UPDATE flags SET due_at = platform_now() WHERE pid = \(pids[0])"]),
                (fixture.author, ["UPDATE clearances SET due_at = platform_now()"]),
                (fixture.author, ["UPDATE screenings SET due_at = platform_now() + interval '1 year'"]),
                (fixture.author, ["UPDATE moderations SET due_at = platform_now()"]),
                (
                    fixture.author,
                    ["UPDATE finding_versions SET due_at = platform_now() WHERE state = 'submitted'"]
                ),
                (fixture.author, ["UPDATE vacancies SET due_at = 'infinity'"]),
                // Its own clearance, with no time for the provider.
                (
                    fixture.author,
                    [
                        Self.clearance(
                            "'passed'",
                            "'no_objection'",
                            "NULL",
                            "platform_now() + interval '30 days'"
                        )
                    ]
                ),
                (fixture.author, [Self.clearance("'pending'", "NULL", "platform_now()", "platform_now()")]),
                // Two moves of which one would be written down.
                (
                    fixture.author,
                    [
                        Self.said("finding_version", "retract"),
                        "UPDATE finding_versions SET state = 'retracted' WHERE state = 'draft'",
                    ]
                ),
                // An objection that nobody has decided.
                (
                    fixture.clearer,
                    [
                        """
                        INSERT INTO flags (
                            pid, clearance, file_digest, first_byte, last_byte, category, note, raised_by, state
                        )
                        SELECT 'fl-000000000000', c.id, sha256('x'), 0, 1, 'patent', 'x', actor(), 'upheld'
                        FROM clearances c LIMIT 1
                        """
                    ]
                ),
                // One voice, and one of another mind than what was decided.
                (fixture.data.moderator, Self.vote("uphold", uphold: true, on: pids[0], moving: true)),
                (fixture.data.moderator, Self.vote("dismiss", uphold: false, on: pids[0], moving: true)),
                (fixture.data.moderator, Self.vote("dismiss", uphold: true, on: pids[0], moving: false)),
                // A decision that is another one's.
                (
                    fixture.data.moderator,
                    [
                        Self.decision("reject"), Self.said("moderation", "accept"),
                        "UPDATE moderations SET state = 'accepted', due_at = NULL",
                    ]
                ),
                (
                    fixture.data.moderator,
                    [
                        Self.decision("accept"), Self.said("screening", "exception"),
                        "UPDATE screenings SET state = 'excepted', due_at = NULL",
                    ]
                ),
            ]
            for (token, statements) in forgeries { await Self.refuse(statements, token, app) }
            print("forbidden: \(forgeries.count) forgeries of those with a right refused")
        }
    }

    @Test func `an appeal is one appeal, and what is public is revoked by nobody alone`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            _ = try await finding.act("reject", as: finding.moderator).expecting(200)
            _ = try await finding.act("appeal", as: finding.token).expecting(200)
            let second = try await app.person("Max", platform: [.moderator]).token
            _ = try await finding.act("reject", as: second).expecting(200)
            for (object, table) in [("finding_version", "finding_versions"), ("moderation", "moderations")] {
                let state = object == "moderation" ? "pending" : "submitted"
                await Self.refuse(
                    [
                        Self.said(object, "appeal"),
                        """
                        UPDATE \(identifier: table)
                        SET state = \(state), due_at = platform_now() + interval '10 days' WHERE state = 'rejected'
                        """,
                    ],
                    finding.token,
                    app
                )
            }
            let (fixture, publication) = try await app.published()
            await Self.refuse(
                [
                    """
                    INSERT INTO revocations (publication, envelope, reason, key_id)
                    SELECT id, 'x', 'other', 'k' FROM publications WHERE pid = \(publication)
                    """
                ],
                fixture.data.moderator,
                app
            )
        }
    }

    @Test func `whoever speaks for a provider extends once, and objects once`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            func extending(_ days: Int) -> [SQL] {
                [
                    Self.said("clearance", "extend"),
                    """
                    UPDATE clearances SET
                        state = 'extended', extended_at = platform_now(),
                        due_at = platform_now() + make_interval(hours => \(Int32(days * 24))),
                        review_due_at = platform_now() + make_interval(hours => \(Int32(days * 24)))
                    WHERE state IN ('pending', 'extended')
                    """,
                ]
            }
            // Longer than an extension is, to an earlier hour, and without being one.
            let longer: SQL = "UPDATE clearances SET review_due_at = cap_at - interval '20 days'"
            for statements in [extending(61), extending(20), [longer]] {
                await Self.refuse(statements, fixture.clearer, app)
            }
            let flag = try await app.raise(on: fixture, bytes: 0...4).expecting(201)["location"] ?? ""
            // What its objection cost it is not its own to say.
            let resuming: [SQL] = [
                Self.said("flag", "retract"), "UPDATE flags SET state = 'dismissed', due_at = NULL",
                Self.said("clearance", "resume"),
                "UPDATE clearances SET state = 'pending', due_at = cap_at - interval '16 days'",
            ]
            await Self.refuse(resuming, fixture.clearer, app)
            _ = try await app.act("retract", at: flag, token: fixture.clearer).expecting(200)
            // The same once more, what was let go, and a second extension in the next version.
            let again: SQL = """
                INSERT INTO flags (
                    pid, clearance, file_digest, first_byte, last_byte, category, note, raised_by, state, due_at
                )
                SELECT 'fl-000000000000', c.id, g.file_digest, g.first_byte, g.last_byte, 'patent', 'x', actor(),
                    'open', platform_now() + interval '10 days'
                FROM clearances c JOIN flags g ON g.finding = c.finding ORDER BY c.id DESC LIMIT 1
                """
            await Self.refuse([again], fixture.clearer, app)
            let until = try await app.client.get(fixture.clearancePath, token: fixture.clearer).json["cap_at"]
            let latest = Instant(until?.string ?? "")?.advanced(byDays: -40).description ?? ""
            _ = try await app.act(
                "extend",
                at: fixture.clearancePath,
                token: fixture.clearer,
                ["reason": "A patent.", "until": .string(latest)]
            ).expecting(200)
            await Self.refuse(extending(55), fixture.clearer, app)
            _ = try await app.client.post("/v1/findings/\(fixture.finding)/versions", token: fixture.author)
                .expecting(201)
            _ = try await app.put("More.\n", as: "more.md", into: fixture.version(2), by: fixture.author)
                .expecting(201)
            // What is left of it is not the authors' to take.
            await Self.refuse(["UPDATE clearances SET review_due_at = NULL"], fixture.author, app)
            _ = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            await Self.refuse(extending(55), fixture.clearer, app)
        }
    }

    // MARK: What is written

    private static func said(_ object: String, _ event: String) -> SQL {
        let move = #"{"object":"\#(object)","event":"\#(event)"}"#
        return "SELECT set_config('app.move', \(move), true)"
    }

    private static func decision(_ event: String) -> SQL {
        """
        INSERT INTO decisions (object, subject, finding, event, decided_by, reason)
        SELECT 'finding_version', id, finding, \(event), actor(), 'x' FROM finding_versions WHERE state = 'submitted'
        """
    }

    private static func clearance(_ state: SQL, _ outcome: SQL, _ due: SQL, _ review: SQL) -> SQL {
        """
        INSERT INTO clearances (
            pid, finding, version, organisation, state, outcome, first_noticed_at, due_at, review_due_at, cap_at
        )
        SELECT 'cl-000000000000', v.finding, v.id, o.id, \(state), \(outcome), platform_now(), \(due), \(review),
            platform_now() + interval '90 days'
        FROM finding_versions v CROSS JOIN organisations o WHERE v.state = 'draft' LIMIT 1
        """
    }

    private static func vote(_ event: String, uphold: Bool, on flag: String, moving: Bool) -> [SQL] {
        let cast: [SQL] = [
            """
            INSERT INTO decisions (object, subject, finding, event, decided_by, reason)
            SELECT 'flag', id, finding, \(event), actor(), 'x' FROM flags WHERE pid = \(flag)
            """,
            """
            INSERT INTO flag_votes (flag, moderator, uphold, decision)
            SELECT g.id, actor(), \(uphold), d.id FROM flags g JOIN decisions d ON d.subject = g.id WHERE g.pid = \(flag)
            """,
        ]
        let state = uphold ? "upheld" : "dismissed"
        return moving
            ? cast + [
                said("flag", event), "UPDATE flags SET state = \(state), due_at = NULL WHERE pid = \(flag)",
            ]
            : cast
    }

    /// Runs statements in one transaction, of which the last is to be refused, and changes something if it is
    /// not.
    private static func refuse(_ statements: [SQL], _ token: String, _ app: TestApp) async {
        let what = statements.last.map { "\($0)" } ?? ""
        do {
            let opening = SignIn.opening(hash: try #require(TokenText(.personal, token)).hash)
            let hit = try await app.asRole("teahouse_app", opening: opening) { db in
                for statement in statements.dropLast() { _ = try db.query(statement) }
                return try db.execute(statements[statements.count - 1])
            }
            // What is not seen is not hit.
            if hit > 0 { Issue.record("\(what): not refused, \(hit) rows") }
        } catch {
            let refusal = error as? PostgresError
            let isRefusal = ["42501", "23514"].contains(refusal?.sqlState)
            #expect(isRefusal, "\(what): \(error)")
        }
    }
}
