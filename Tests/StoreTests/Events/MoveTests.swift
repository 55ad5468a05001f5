// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// A move, its event, and whoever comes too late.
@Suite struct MoveTests {
    private static func events(_ app: TestApp, of subject: PID) async throws -> [String] {
        try await app.asSuperuser { db in
            try db.scalars(
                """
                SELECT concat_ws(' ', action, actor_kind, details ->> 'reason') FROM audit_events
                WHERE subject = \(subject) ORDER BY id
                """
            )
        }
    }

    @Test func `a move is written down once, with its details, and whoever is too late is told`() async throws
    {
        try await TestApp.run { app in
            let organisation = try await app.organisation(.university, "Nordmark")
            try await app.asSuperuser { db in
                try db.move(organisation.row, .suspend, ["reason": "Under inquiry."])
            }
            await #expect(throws: LostRace(object: .organisation)) {
                try await app.asSuperuser { db in try db.move(organisation.row, .suspend) }
            }
            await #expect(throws: TransitionRefused.self) {
                try await app.asSuperuser { db in try db.move(organisation.row, .approve) }
            }
            #expect(
                try await Self.events(app, of: organisation.pid) == [
                    "approve nobody", "suspend nobody Under inquiry.",
                ]
            )
        }
    }

    @Test func `the database holds what is said of a move to what was done`() async throws {
        try await TestApp.run { app in
            let organisation = try await app.organisation(.university, "Nordmark")
            let error = await #expect(throws: PostgresError.self) {
                try await app.asRole("teahouse_platform") { db in
                    _ = try db.query(
                        "SELECT set_config('app.move', '{\"object\":\"organisation\",\"event\":\"close\"}', true)"
                    )
                    try db.execute(
                        "UPDATE organisations SET state = 'suspended' WHERE id = \(organisation.id)"
                    )
                }
            }
            #expect(error?.constraint == "transition_allowed")
            #expect(try await Self.events(app, of: organisation.pid) == ["approve nobody"])
        }
    }

    @Test func `nobody moves out of sight what they do not see, nor without saying so`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let stranger = try await app.person("Sten").person
            let version = try await app.asSuperuser { db in
                try FindingStore(db).version(try #require(PID(fixture.finding)), 1)
            }
            let row = try #require(version).row
            let asStranger = try await app.opening(for: stranger.id)
            await #expect(throws: LostRace(object: .findingVersion)) {
                try await app.asRole("teahouse_app", opening: asStranger) { db in
                    try db.moveOutOfSight(row, .withdraw)
                }
            }
            let error = await #expect(throws: PostgresError.self) {
                try await app.asRole("teahouse_platform") { db in
                    _ = try db.query(
                        """
                        SELECT move_out_of_sight('finding_version', v.id, 'published', 'withdrawn')
                        FROM finding_versions v JOIN publications p ON p.version = v.id WHERE p.pid = \(pid)
                        """
                    )
                }
            }
            #expect(error?.constraint == "transition_allowed")
            #expect(try await app.client.get("/v1/publications/\(pid)").status == 200)
        }
    }

    @Test func `the clock's table counts a review that it should have ended`() async throws {
        let conninfo = try await TestCluster.shared.database()
        let (before, after) = try await TestCluster.shared.asSuperuser(conninfo) { db in
            let before = try Operations.now(db)?.overdueClocks
            try db.execute("SET session_replication_role = replica")
            try db.execute(
                """
                INSERT INTO reviews (pid, version, due_at)
                VALUES (\(try PID.random(.review)), \(UUID()), platform_now() - interval '2 minutes')
                """
            )
            return (before, try Operations.now(db)?.overdueClocks)
        }
        #expect(before == 0)
        #expect(after == 1)
    }
}
