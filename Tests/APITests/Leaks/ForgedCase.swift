// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

/// Who is who, and what there is to lay hands on for forgers; all seen by the superuser.
struct ForgedCase: Sendable {
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

    static func make(_ app: TestApp) async throws -> ForgedCase {
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
        return ForgedCase(
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
}
