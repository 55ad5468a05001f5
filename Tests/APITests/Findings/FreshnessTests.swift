// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import OpenSSL
import Postgres
import Store
import TestSupport
import Testing

/// Whether what is kept in memory of a finding is ever older than the database.
///
/// The route of one version makes its answer anew each time, so it says what is true.
@Suite struct FreshnessTests {
    /// A change of a table's rows that shows in the finding for one of its readers.
    private struct Change: Sendable {
        let table: String
        let statement: SQL
    }

    private static func changes(moderator: ID<Person>) throws -> [Change] {
        let (problem, publication) = (try PID.random(.problem), try PID.random(.publication))
        let (dataset, organisation) = (try PID.random(.dataset), try PID.random(.organisation))
        return [
            Change(table: "finding_versions", statement: "UPDATE finding_versions SET title = 'Another'"),
            Change(table: "finding_files", statement: "UPDATE finding_files SET name = 'other.md'"),
            Change(table: "contributions", statement: "UPDATE contributions SET name = 'Another'"),
            Change(
                table: "screenings",
                statement:
                    "UPDATE screenings SET state = 'failed', due_at = platform_now() + interval '30 days'"
            ),
            Change(
                table: "moderations",
                statement: "UPDATE moderations SET due_at = due_at + interval '1 day'"
            ),
            Change(
                table: "certifications",
                statement: """
                    UPDATE certifications
                    SET state = 'pending', due_at = platform_now() + interval '1 day' WHERE state = 'waiting'
                    """
            ),
            Change(
                table: "clearances",
                statement: "UPDATE clearances SET due_at = due_at - interval '1 day'"
            ),
            Change(table: "flags", statement: "UPDATE flags SET category = 'patent'"),
            Change(table: "publications", statement: "UPDATE publications SET pid = \(publication)"),
            Change(table: "problems", statement: "UPDATE problems SET pid = \(problem)"),
            Change(
                table: "problem_openings",
                statement: """
                    INSERT INTO problem_openings (version, problem, opening)
                    SELECT v.id, p.id, 'opened' FROM finding_versions v CROSS JOIN problems p LIMIT 1
                    """
            ),
            Change(table: "organisations", statement: "UPDATE organisations SET name = name || ' II'"),
            Change(
                table: "organisations",
                statement: """
                    UPDATE organisations SET pid = \(organisation)
                    WHERE id IN (SELECT organisation FROM clearances)
                    """
            ),
            Change(table: "datasets", statement: "UPDATE datasets SET pid = \(dataset)"),
            Change(table: "releases", statement: "UPDATE releases SET sequence = 7"),
            Change(table: "findings", statement: "UPDATE findings SET problem = NULL"),
            Change(table: "finding_releases", statement: "DELETE FROM finding_releases"),
            Change(table: "exception_askings", statement: "DELETE FROM exception_askings"),
            Change(
                table: "persons",
                statement: "UPDATE persons SET platform_roles = '{}' WHERE id = \(moderator)"
            ),
            Change(
                table: "finding_authors",
                statement:
                    "INSERT INTO finding_authors (finding, person) SELECT id, \(moderator) FROM findings"
            ),
            Change(table: "flag_passages", statement: "DELETE FROM flag_passages"),
            Change(table: "flags", statement: "DELETE FROM flags"),
            Change(table: "clearances", statement: "DELETE FROM clearances"),
            Change(table: "contributions", statement: "DELETE FROM contributions"),
            Change(table: "finding_files", statement: "DELETE FROM finding_files"),
            Change(table: "publications", statement: "DELETE FROM publications"),
            Change(table: "moderations", statement: "DELETE FROM moderations"),
        ]
    }

    /// The tables that the whole statement names, and the one that `is_author` reads for it.
    private static func tables() -> Set<String> {
        let text = FindingStore.view(PID(kind: .finding, bits: 77)).text
        return Set(text.matches(of: /(?:FROM|JOIN)\s+([a-z_]+)/).map { String($0.output.1) })
            .union(["finding_authors"])
    }

    @Test func `a change of any table that a finding is made of shows in the next read`() async throws {
        try await TestApp.run(own: true) { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.raise(on: fixture).expecting(201)
            let (moderator, token) = try await app.person("Mo", platform: [.moderator])
            try await Self.lay(app)
            let changes = try Self.changes(moderator: moderator.id)
            // And one that the database looks into for the statement.
            #expect(Set(changes.map(\.table)) == Self.tables().union(["persons"]))

            let readers = [fixture.author, token]
            var before: [Reading] = []
            for reader in readers { before.append(try await Self.read(fixture, reader, app)) }
            for change in changes {
                try await app.asSuperuser { db in
                    let touched: Int = try db.execute(change.statement)
                    #expect(touched > 0, "\(change.table)")
                }
                var after: [Reading] = []
                for reader in readers { after.append(try await Self.read(fixture, reader, app)) }
                #expect(after != before, "\(change.statement.text)")
                for (old, new) in zip(before, after) {
                    #expect(old.body == new.body || old.tag != new.tag, "\(change.statement.text)")
                }
                before = after
            }
        }
    }

    @Test func `the author of a draft reads each change at once`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let path = "/v1/findings/\(finding.pid)"
            for number in 1...20 {
                let written = try await finding.patch(["title": .string("Title \(number)")]).expecting(200)
                for _ in 1...2 {
                    let read = try await app.client.get(path, token: finding.token).expecting(200)
                    #expect(read.body == written.body)
                    #expect(read["etag"] == written["etag"])
                }
            }
        }
    }

    @Test func `changes made at once leave no older stamp behind`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let path = "/v1/findings/\(finding.pid)"
            for number in 1...10 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try await finding.patch(["title": .string("Title \(number)")]) }
                    group.addTask {
                        _ = try await finding.upload([UInt8(number)], as: "more.txt", type: "text/plain")
                    }
                    group.addTask {
                        _ = try await finding.put(
                            "contributions",
                            ["contributions": [FindingCase.contribution]]
                        )
                    }
                    group.addTask { _ = try await app.client.get(path, token: finding.token) }
                    try await group.waitForAll()
                }
                let read = try await app.client.get(path, token: finding.token).expecting(200)
                #expect(read.body == (try await finding.get().expecting(200)).body)
            }
        }
    }

    private struct Reading: Equatable {
        let status: Int
        let body: [UInt8]
        let tag: String?
    }

    /// What a reader gets of the finding, twice, which must be what the version's own route says.
    private static func read(_ fixture: FindingFixture, _ token: String, _ app: TestApp) async throws
        -> Reading
    {
        let truth = try await app.client.get(fixture.version, token: token)
        for _ in 1...2 {
            let read = try await app.client.get("/v1/findings/\(fixture.finding)", token: token)
            #expect(read.status == truth.status)
            #expect(read.withoutInstance == truth.withoutInstance)
            #expect(read["etag"] == truth["etag"])
        }
        return Reading(status: truth.status, body: truth.withoutInstance, tag: truth["etag"])
    }

    /// Gives the finding a problem and a publication, once its screening has ended, and lets everything be
    /// changed: of the triggers only those that stamp are left.
    private static func lay(_ app: TestApp) async throws {
        let version: UUID? = try await app.asSuperuser { db in
            try db.scalar("SELECT id FROM finding_versions")
        }
        try await app.jobEnded(try #require(version))
        let (problem, publication) = (try PID.random(.problem), try PID.random(.publication))
        try await app.asSuperuser { db in
            try db.execute(
                """
                DO $$
                DECLARE
                    t record;
                BEGIN
                    FOR t IN
                        SELECT tgname, tgrelid::regclass AS relation FROM pg_trigger
                        WHERE NOT tgisinternal AND tgname NOT LIKE '%\\_stamp'
                    LOOP
                        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER %I', t.relation, t.tgname);
                    END LOOP;
                END
                $$
                """
            )
        }
        try await app.asSuperuser { db in
            try db.execute(
                """
                WITH p AS (
                    INSERT INTO problems (
                        pid, organisation, state, visibility, deadline, due_at, created_by, opened_at
                    )
                    SELECT \(problem), o.id, 'open', 'public', '2099-01-01', '2099-01-01', f.created_by, now()
                    FROM organisations o CROSS JOIN findings f LIMIT 1
                    RETURNING id
                )
                UPDATE findings SET problem = p.id FROM p
                """
            )
            try db.execute(
                """
                INSERT INTO exception_askings (finding, version, fingerprint, reason, asked_by)
                SELECT finding, id, '', 'R.', created_by FROM finding_versions
                """
            )
            try db.execute(
                """
                INSERT INTO publications (pid, finding, version, state, document, digest, published_at)
                SELECT \(publication), finding, id, 'published', '{}', sha256('{}'), now()
                FROM finding_versions
                """
            )
        }
    }
}
