// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// What the clock decides of access, problems and releases.
@Suite struct ClockTests {
    @Test func `a request for access that nobody answers is declined`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let researcher = try await researcher(app)
            let release = try await app.client.get(fixture.path)
            let asked = try await app.client.post(
                "\(fixture.path)/access-requests",
                token: researcher,
                ["purpose": "To study wear.", "terms_digest": release.json["terms_digest"] ?? .null]
            ).expecting(201)
            let path = asked["location"] ?? ""
            try await app.pass(days: 13)
            #expect(try await app.client.get(path, token: researcher).json["state"]?.string == "requested")
            try await app.pass(days: 2)
            _ = try await reaches("declined", path, researcher, app)
        }
    }

    @Test func `a grant ends at its time, and downloads with it`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let researcher = try await researcher(app)
            let granted = try await app.grantAccess(to: fixture, for: researcher).expecting(200)
            let path = "/v1/access-requests/\(granted.json["pid"]?.string ?? "")"
            let file = fixture.path + "/files/pumps.csv"
            // The longest grant outlives any token, so it is made shorter here.
            try await app.asSuperuser { db in
                _ = try db.execute("UPDATE access_requests SET due_at = platform_now() + interval '30 days'")
            }
            try await app.pass(days: 29)
            #expect(try await app.client.get(file, token: researcher).status == 200)
            try await app.pass(days: 2)
            _ = try await reaches("expired", path, researcher, app)
            #expect(try await app.client.get(file, token: researcher).code == "agreement_required")
        }
    }

    @Test func `a problem's deadline ends the time for answers`() async throws {
        try await TestApp.run { app in
            let enterprise = try await app.organisation(.enterprise, "Hafenwerk")
            let owner = try await app.person("Paul", in: enterprise, as: [.problemOwner]).token
            let moderator = try await app.person("Mona", platform: [.moderator]).token
            let now = Instant(rawValue: Int64(Date.now.timeIntervalSince1970 * 1_000_000))
            let made = try await app.client.post(
                "/v1/problems",
                token: owner,
                [
                    "organisation": .string(enterprise.pid.description), "title": "How long do pumps last?",
                    "statement": "Estimate it.", "visibility": "public",
                    "deadline": .string(now.advanced(byDays: 30).description),
                ]
            ).expecting(201)
            let path = made["location"] ?? ""
            _ = try await app.act("submit", at: path, token: owner, [:]).expecting(200)
            _ = try await app.act("approve", at: path, token: moderator).expecting(200)
            try await app.pass(days: 29)
            #expect(try await app.client.get(path).json["state"]?.string == "open")
            try await app.pass(days: 2)
            let ended = try await reaches("evaluating", path, owner, app)
            #expect(ended.json["due_at"]?.string != nil)
        }
    }

    @Test func `a suspended release is let out again after thirty days`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            _ = try await app.act("suspend", on: fixture, token: fixture.officer).expecting(200)
            try await app.pass(days: 29)
            let still = try await app.client.get(fixture.path, token: fixture.officer)
            #expect(still.json["state"]?.string == "suspended")
            try await app.pass(days: 2)
            _ = try await reaches("released", fixture.path, fixture.officer, app)
        }
    }

    @Test func `every lapse is written down as the platform's own doing`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            try await app.pass(days: 31)
            _ = try await app.reaches("passed", fixture)
            let kinds: [String] = try await app.asSuperuser { db in
                try db.scalars(
                    """
                    SELECT actor_kind FROM audit_events
                    WHERE object = 'clearance' AND action = 'lapse' AND subject = \(fixture.clearance)
                    """
                )
            }
            #expect(kinds == ["platform"])
        }
    }

    private func researcher(_ app: TestApp) async throws -> String {
        let university = try await app.organisation(.university, "Nordmark University")
        return try await app.person("Rita", in: university, as: [.researcher]).token
    }

    private func reaches(_ state: String, _ path: String, _ token: String, _ app: TestApp) async throws
        -> TestResponse
    {
        try await app.until(state, at: path, token: token, within: .seconds(15)) {
            $0.json["state"]?.string == state
        }
    }
}
