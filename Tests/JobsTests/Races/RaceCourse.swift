// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport

/// A server with many findings that are all as far as a race wants them, and those who act on them.
struct RaceCourse: Sendable {
    let app: TestApp
    let race: Race
    let fixture: FindingFixture
    let copies: [RaceCopy]
    let author: PersonRecord
    let coauthor: (person: PersonRecord, token: String)
    let moderator: (person: PersonRecord, token: String)
    let admin: String
    let grant: String

    static func make(_ app: TestApp, _ race: Race, count: Int) async throws -> RaceCourse {
        let fixture: FindingFixture
        if race.move == .withdraw {
            fixture = try await app.published().fixture
        } else {
            fixture = try await app.submittedFinding()
        }
        if race.hasNextVersion {
            _ = try await app.client.post("/v1/findings/\(fixture.finding)/versions", token: fixture.author)
                .expecting(201)
            _ = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            _ = try await app.until("the screening", at: fixture.version(2), token: fixture.author) {
                $0.json["gates"]?["screening"]?["state"]?.string == "passed"
            }
        }
        let coauthor = try await app.person("Bo", in: fixture.university, as: [.researcher])
        let moderator = try await app.person("Mia", platform: [.moderator])
        let admin = try await app.person("Ann", platform: [.admin]).token
        let (author, grant, copies) = try await app.outsideRules { db in
            let original = try RaceCopies(of: fixture.finding, db)
            let copies = try original.make(count, db)
            try stage(copies, for: race, coauthor.person.id, moderator.person.id, db)
            let author: PersonRecord = try db.one(
                """
                SELECT \(PersonRecord.columns) FROM persons
                WHERE id = (SELECT created_by FROM findings WHERE pid = \(fixture.finding))
                """
            )
            let grant: String? = try db.scalar(
                "SELECT pid FROM access_requests WHERE person = \(author.id) AND state = 'granted'"
            )
            return (author, grant ?? "", copies)
        }
        return RaceCourse(
            app: app,
            race: race,
            fixture: fixture,
            copies: copies,
            author: author,
            coauthor: coauthor,
            moderator: moderator,
            admin: admin,
            grant: grant
        )
    }

    /// Brings copies as far as the race wants them: before their last gate, or before the certificate.
    private static func stage(
        _ copies: [RaceCopy],
        for race: Race,
        _ coauthor: ID<Person>,
        _ moderator: ID<Person>,
        _ db: Connection
    ) throws {
        let findings = copies.map(\.finding)
        let last = copies.compactMap(\.versions.last)
        for table in ["finding_authors", "author_history"] {
            try db.execute(
                """
                INSERT INTO \(identifier: table) (finding, person)
                SELECT id, \(coauthor) FROM findings WHERE pid = ANY (\(findings))
                """
            )
        }
        guard !race.isEmbargo else { return try embargo(last, db) }
        if race.rival != .accept {
            try db.execute(
                "UPDATE moderations SET state = 'accepted', due_at = NULL WHERE version = ANY (\(last))"
            )
            try db.execute(
                """
                INSERT INTO decisions (object, subject, finding, event, decided_by, reason)
                SELECT 'finding_version', id, finding, 'accept', \(moderator), 'Looked at.'
                FROM finding_versions WHERE id = ANY (\(last))
                """
            )
        }
        let isPending = race.rival == .lapse
        try db.execute(
            """
            UPDATE clearances
            SET state = \(isPending ? "pending" : "passed"), outcome = \(isPending ? nil : "no_objection"),
                due_at = \(isPending ? "platform_now() + interval '20 days'" : "NULL" as SQL),
                decided_at = \(isPending ? "NULL" : "platform_now()" as SQL)
            WHERE version = ANY (\(last))
            """
        )
        guard race.rival == .certify else { return }
        try db.execute(
            """
            UPDATE certifications SET state = 'pending', due_at = platform_now() + interval '1 day'
            WHERE version = ANY (\(last))
            """
        )
        // Taken at the moment that the race chooses.
        try db.execute(
            """
            INSERT INTO jobs (kind, subject, run_at)
            SELECT 'certify_version', id, 'infinity' FROM finding_versions WHERE id = ANY (\(last))
            """
        )
    }

    private static func embargo(_ versions: [UUID], _ db: Connection) throws {
        try db.execute(
            """
            UPDATE finding_versions
            SET state = 'publishable', due_at = platform_now() + interval '20 days' WHERE id = ANY (\(versions))
            """
        )
        try db.execute(
            """
            UPDATE publications SET state = 'embargoed', due_at = platform_now() + interval '20 days'
            WHERE version = ANY (\(versions))
            """
        )
    }
}

extension TestApp {
    /// Runs `body` in one transaction outside of every rule.
    fileprivate func outsideRules<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T)
        async throws
        -> T
    {
        try await asSuperuser { db in
            try db.execute("BEGIN")
            let made = try body(db)
            try db.execute("COMMIT")
            return made
        }
    }
}
