// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Jobs
import Postgres
import Store
import TestSupport
import Testing

/// Whether silence about an objection counts, where judges went and came back meanwhile.
@Suite struct JudgeTimeTests {
    @Test func `no objection falls by the silence of judges who were away for a part of its time`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture)
            try await app.pass(days: 3)
            // One of two moderators, and no administrator beside them.
            try await Self.set("suspended", in: app)
            try await app.pass(days: 5)
            try await Self.set("active", in: app)
            try await app.pass(days: 3)
            #expect(try await app.client.get(flag, token: fixture.author).json["state"] == "contested")
            // Ten days more, before two who can vote.
            try await app.pass(days: 8)
            #expect(try await app.client.get(flag, token: fixture.author).json["state"] == "contested")
            try await app.pass(days: 3)
            #expect(try await app.client.get(flag, token: fixture.author).json["state"] == "dismissed")
        }
    }

    @Test func `nor where they were away when the cap came near`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            try await app.advanceClock(days: 29)
            let flag = try await app.contestedFlag(on: fixture)
            try await Self.set("suspended", in: app)
            // Longer than everything: flag and clearance are due at once.
            try await app.advanceClock(days: 80)
            try await Self.set("active", in: app)
            try await app.sweep()
            #expect(try await app.client.get(flag, token: fixture.author).json["state"] == "contested")
            let clearance = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            #expect(clearance.json["state"] == "flagged")
            try await app.pass(days: 16)
            #expect(try await app.client.get(flag, token: fixture.author).json["state"] == "dismissed")
        }
    }

    @Test func `an administrator who stands in for a moderator hears the silence as well`() async throws {
        try await TestApp.run { app in
            _ = try await app.person("Alma", platform: [.admin])
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture)
            try await app.pass(days: 3)
            try await Self.set("suspended", in: app)
            try await app.pass(days: 5)
            try await Self.set("active", in: app)
            try await app.pass(days: 3)
            #expect(try await app.client.get(flag, token: fixture.author).json["state"] == "dismissed")
        }
    }

    @Test func `what waits for judges waits for a later hour, also while nobody sees to the vacancy`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture)
            try await Self.set("suspended", in: app)
            try await app.pass(days: 11)
            // The vacancy is due, and another server has it: what hangs on it is not due again at once.
            try await app.hold("SELECT FROM vacancies FOR UPDATE") { letGo in
                try await app.advanceClock(days: 90)
                try await app.until("flag and clearance wait") { try await Self.areWaiting(app) }
                letGo()
            }
            try await app.sweep()
            #expect(try await app.client.get(flag, token: fixture.author).json["state"] == "contested")
        }
    }

    /// Whether there are a flag and its clearance, and both are due in the future.
    private static func areWaiting(_ app: TestApp) async throws -> Bool {
        try await app.asSuperuser { db in
            try db.scalar(
                """
                SELECT count(*) = 1 FROM flags g JOIN clearances c ON c.id = g.clearance
                WHERE least(g.due_at, c.due_at) > platform_now()
                """
            )
        } ?? false
    }

    /// Suspends or resumes one of the moderators, on the platform's word.
    private static func set(_ state: String, in app: TestApp) async throws {
        try await app.work { context, _ in
            try await context.write { db in
                let person: PersonRecord = try db.one(
                    "SELECT \(PersonRecord.columns) FROM persons WHERE name = 'Moritz'"
                )
                try db.move(person.row, state == "active" ? .resume : .suspend, ["reason": "R."])
            }
        }
    }
}
