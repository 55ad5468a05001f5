// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Jobs
import Postgres
import Store
import TestSupport
import Workflow

extension RaceCourse {
    /// Makes the move; the status of its answer.
    func move(on copy: RaceCopy) async throws -> Int {
        switch race.move {
        case .retract:
            return try await app.act("retract", at: path(of: copy), token: fixture.author).status
        case .withdraw:
            let path = "/v1/publications/\(copy.publication)"
            return try await app.act("withdraw", at: path, token: fixture.author, TestApp.withdrawal).status
        case .suspendProvider:
            let path = "/v1/organisations/\(fixture.data.provider.pid)"
            return try await app.act("suspend", at: path, token: admin).status
        case .suspendPerson:
            // On the platform's own machine.
            let suspended = suspended
            try await app.work { context, _ in
                try await context.write { db in
                    _ = try db.decide(.suspend, on: suspended, because: "Looked at.")
                }
            }
            return 200
        case .leaveFinding:
            let path = "/v1/findings/\(copy.finding)/authors/\(coauthor.person.pid)"
            return try await leave(path, as: coauthor.token)
        case .leaveOrganisation:
            let house = fixture.university.pid
            let path = "/v1/organisations/\(house)/memberships/\(author.pid)/researcher"
            return try await leave(path, as: fixture.author)
        case .revoke:
            let path = "/v1/access-requests/\(grant)"
            return try await app.act("revoke", at: path, token: fixture.data.officer).status
        }
    }

    /// Who is suspended: who would accept, or who wrote it.
    var suspended: PersonRecord { race.rival == .accept ? moderator.person : author }

    private func leave(_ path: String, as token: String) async throws -> Int {
        try await app.client.send("DELETE", path, token: token, headers: ["If-Match": "*"]).status
    }

    /// Brings the finding on; the status of the answer, where somebody asked.
    func bringOn(_ copy: RaceCopy) async throws -> Int? {
        switch race.rival {
        case .accept:
            return try await app.act("accept", at: path(of: copy), token: moderator.token).status
        case .lapse:
            let row: SQL =
                race.isEmbargo
                ? "publications WHERE pid = \(copy.publication) AND state = 'embargoed'"
                : "clearances WHERE pid = \(copy.clearance) AND state = 'pending'"
            let table: SQL = race.isEmbargo ? "publications" : "clearances"
            try await app.asSuperuser { db in
                // Whoever has it in hand keeps it: the clock passes it over as well.
                try db.execute(
                    """
                    UPDATE \(table) SET due_at = platform_now()
                    WHERE id = (SELECT id FROM \(row) FOR UPDATE SKIP LOCKED)
                    """
                )
            }
            try await app.sweep()
            return nil
        case .certify:
            let version = copy.versions.last
            try await app.asSuperuser { db in
                try db.execute("UPDATE jobs SET run_at = clock_timestamp() WHERE subject = \(version)")
                _ = try db.execute("SELECT pg_notify('jobs', '')")
            }
            try await worked(on: copy)
            return nil
        }
    }

    /// Returns once nothing of the copy is under way, nor due: the server's own clock may have in hand what a
    /// sweep has passed over.
    func worked(on copy: RaceCopy) async throws {
        let versions = copy.versions
        try await app.until("the end of the work") {
            try await app.asSuperuser { db in
                try db.scalar(
                    """
                    SELECT NOT EXISTS (
                        SELECT FROM jobs
                        WHERE subject = ANY (\(versions)) AND state IN ('ready', 'running') AND run_at < 'infinity'
                    ) AND NOT EXISTS (
                        SELECT FROM clearances WHERE version = ANY (\(versions)) AND due_at <= platform_now()
                    ) AND NOT EXISTS (
                        SELECT FROM publications WHERE version = ANY (\(versions)) AND due_at <= platform_now()
                    )
                    """
                )
            } == true
        }
    }

    func path(of copy: RaceCopy) -> String {
        "/v1/findings/\(copy.finding)/versions/\(copy.versions.count)"
    }

    /// Makes those who act what they were before.
    func restore() async throws {
        let (provider, house) = (fixture.data.provider.id, fixture.university.id)
        let (author, suspended, grant) = (author.id, suspended.id, grant)
        switch race.move {
        case .suspendProvider:
            try await app.force(["UPDATE organisations SET state = 'active' WHERE id = \(provider)"])
        case .suspendPerson:
            try await app.force(["UPDATE persons SET state = 'active' WHERE id = \(suspended)"])
        case .leaveOrganisation:
            try await app.force([
                "DELETE FROM past_memberships WHERE person = \(author)",
                """
                INSERT INTO memberships (person, organisation, role) VALUES (\(author), \(house), 'researcher')
                """,
            ])
        case .revoke:
            try await app.force([
                """
                UPDATE access_requests SET state = 'granted', due_at = platform_now() + interval '20 days'
                WHERE pid = \(grant)
                """
            ])
        case .retract, .withdraw, .leaveFinding: break
        }
    }
}
