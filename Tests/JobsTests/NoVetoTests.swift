// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Whatever providers, moderators and administrators do, in whatever order, no finding waits for a provider
/// past the cap but for an objection that was upheld.
@Suite struct NoVetoTests {
    /// Everybody who can do something about a finding.
    private struct Case: Sendable {
        let fixture: FindingFixture
        let extendable: Instant
    }

    private struct Actors: Sendable {
        let moderators: [String]
        let admin: String
        let provider: String
    }

    @Test(arguments: [20_261_124, 77, 4_242_424_242] as [UInt64])
    func `no sequence of calls holds a finding past the cap but by an upheld objection`(_ seed: UInt64)
        async throws
    {
        try await TestApp.run { app in
            var random = SeededRandom(seed)
            let data = try await app.release()
            let actors = Actors(
                moderators: [data.moderator, try await app.person("Mia", platform: [.moderator]).token],
                admin: try await app.person("Ann", platform: [.admin]).token,
                provider: data.provider.pid.description
            )
            var cases: [Case] = []
            for _ in 0..<6 {
                let fixture = try await app.submittedFinding(over: data)
                let seen = try await app.client.get(fixture.clearancePath, token: fixture.clearer).json
                let noticed = try #require(Instant(seen["noticed_at"]?.string ?? ""))
                cases.append(Case(fixture: fixture, extendable: noticed))
            }
            var answers: [Int: Int] = [:]
            for day in 0..<13 {
                for _ in 0..<20 {
                    let status = try await Self.call(random.pick(cases), actors, app, &random)
                    answers[status, default: 0] += 1
                    #expect(status < 500)
                }
                try await app.pass(days: 7)
                try await Self.holds(app, "seed \(seed), week \(day + 1)")
            }
            print("no veto, seed \(seed): answers \(answers.sorted { $0.key < $1.key })")
            #expect(answers[200, default: 0] + answers[201, default: 0] > 30)
            for item in cases { try await Self.isFree(item, app, "seed \(seed)") }
        }
    }

    /// One call by somebody, chosen at random; its status.
    private static func call(_ item: Case, _ actors: Actors, _ app: TestApp, _ random: inout SeededRandom)
        async throws
        -> Int
    {
        let fixture = item.fixture
        let clearer = fixture.clearer
        switch random.int(0...13) {
        case 0...3:
            let first = random.int(0...40)
            return try await app.raise(
                on: fixture,
                bytes: first...first + random.int(0...12),
                category: .string(random.pick(Flag.Category.allCases).rawValue)
            ).status
        case 4:
            let until = item.extendable.advanced(byDays: Int64(random.int(1...120)))
            return try await app.act(
                "extend",
                at: fixture.clearancePath,
                token: clearer,
                ["reason": "A patent.", "until": .string(until.description)]
            ).status
        case 5 where random.int(0...2) == 0:
            return try await app.act("no_objection", at: fixture.clearancePath, token: clearer).status
        case 6:
            let event = random.pick(["suspend", "resume"])
            return try await app.act(event, at: "/v1/organisations/\(actors.provider)", token: actors.admin)
                .status
        case 7 where random.int(0...2) == 0:
            return try await app.act("accept", at: fixture.version, token: random.pick(actors.moderators))
                .status
        default:
            let clearance = try await app.client.get(fixture.clearancePath, token: fixture.author).json
            let flags = (clearance["flags"]?.array ?? []).compactMap { $0["pid"]?.string }
            guard !flags.isEmpty else { return 200 }
            let flag = "/v1/flags/\(random.pick(flags))"
            let (event, token) = random.pick([
                ("contest", fixture.author), ("contest", fixture.author), ("concede", fixture.author),
                ("retract", clearer), ("uphold", actors.moderators[0]), ("uphold", actors.moderators[1]),
                ("dismiss", actors.moderators[0]), ("dismiss", actors.moderators[1]),
                ("uphold", actors.admin), ("dismiss", actors.admin),
            ])
            return try await app.act(event, at: flag, token: token).status
        }
    }

    /// After each look of the clocks: whatever waits has its time, ahead of now, and no
    /// clearance waits past day ninety.
    ///
    /// A minute is left for what fell due since the look, and what the server's own clocks
    /// have in hand is waited for.
    private static func holds(_ app: TestApp, _ when: String) async throws {
        try await app.asSuperuser { db in
            let clearances: Int64? = try db.scalar(
                """
                WITH waiting AS (
                    SELECT FROM clearances
                    WHERE state IN ('pending', 'flagged', 'extended') AND (
                        due_at IS NULL OR due_at <= platform_now() - interval '1 minute'
                        OR due_at > first_noticed_at + interval '90 days'
                    )
                    FOR SHARE
                )
                SELECT count(*) FROM waiting
                """
            )
            #expect(clearances == 0, "\(when)")
            let flags: Int64? = try db.scalar(
                """
                WITH waiting AS (
                    SELECT FROM flags
                    WHERE state IN ('contested', 'escalated')
                        AND (due_at IS NULL OR due_at <= platform_now() - interval '1 minute')
                    FOR SHARE
                )
                SELECT count(*) FROM waiting
                """
            )
            #expect(flags == 0, "\(when)")
        }
    }

    /// After day ninety the provider's gate is open, or closed by an objection that was upheld; and what
    /// is accepted is published.
    private static func isFree(_ item: Case, _ app: TestApp, _ when: String) async throws {
        let fixture = item.fixture
        let clearance = try await app.client.get(fixture.clearancePath, token: fixture.author).json
        let states = (clearance["flags"]?.array ?? []).compactMap { $0["state"]?.string }
        switch clearance["state"]?.string {
        case "passed":
            #expect(!states.contains("upheld"), "\(when)")
            let version = try await app.client.get(fixture.version, token: fixture.author).json
            guard version["gates"]?["moderation"]?["state"] == "accepted" else { return }
            // All say the same: what was upheld in one must stand in none.
            let settled = try await app.until("its end", at: fixture.version, token: fixture.author) {
                $0.json["state"] == "published" || $0.json["gates"]?["screening"]?["state"] != "passed"
            }
            if settled.json["state"] != "published" {
                let forbidden: Int64 = try await app.asSuperuser { db in
                    try db.value("SELECT count(*) FROM flags WHERE binds IS NOT NULL")
                }
                #expect(forbidden > 0, "\(when)")
            }
        case "upheld": #expect(states.contains("upheld"), "\(when): \(states)")
        case let state: Issue.record("\(when): \(state ?? "") with \(states)")
        }
    }
}
