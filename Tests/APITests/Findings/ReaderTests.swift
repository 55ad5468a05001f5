// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Whether somebody gets what was made for another who may see more, or what they could see before.
@Suite struct ReaderTests {
    @Test func `each reader gets the clearances that are theirs to see, whoever read before`() async throws {
        try await TestApp.run { app in
            let (first, second) = (try await app.release(), try await app.release())
            let finding = try await Self.using([first, second], app)
            let one = try await app.person("Otto", in: first.provider, as: [.clearanceOfficer]).token
            let other = try await app.person("Oda", in: second.provider, as: [.clearanceOfficer]).token
            let stranger = try await app.person("Sten", in: finding.university, as: [.owner]).token
            let (both, mine) = (
                [first.provider, second.provider].map(\.pid.description), first.provider.pid.description
            )
            let expected: [(token: String, organisations: Set<String>?)] = [
                (finding.token, Set(both)), (one, [mine]), (other, [second.provider.pid.description]),
                (finding.moderator, Set(both)), (stranger, nil),
            ]
            // In every order, so that each reads after each.
            for rotation in expected.indices {
                for (token, organisations) in expected[rotation...] + expected[..<rotation] {
                    let read = try await app.client.get("/v1/findings/\(finding.pid)", token: token)
                    #expect(read.status == (organisations == nil ? 404 : 200))
                    #expect(read.withoutInstance == (try await finding.get(as: token)).withoutInstance)
                    guard let organisations else { continue }
                    let clearances = read.json["gates"]?["clearances"]?.array ?? []
                    #expect(Set(clearances.compactMap { $0["organisation"]?.string }) == organisations)
                }
            }
            let actions = try await app.client.get("/v1/findings/\(finding.pid)", token: finding.moderator)
                .json["actions"]
            #expect(actions?.array?.contains("accept") == true)
            #expect(try await app.client.get("/v1/findings/\(finding.pid)", token: one).json["actions"] == [])
        }
    }

    @Test func `a narrow token of an author is offered less than a wide one`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let narrow = try await Self.token(of: finding.author, scopes: [.read], app)
            for _ in 1...2 {
                let wide = try await app.client.get("/v1/findings/\(finding.pid)", token: finding.token)
                #expect(wide.json["actions"]?.array?.contains("submit") == true)
                let read = try await app.client.get("/v1/findings/\(finding.pid)", token: narrow).expecting(
                    200
                )
                #expect(read.json["actions"] == [])
            }
        }
    }

    @Test func `who loses a role between two reads loses sight`() async throws {
        try await TestApp.run { app in
            let data = try await app.release()
            let finding = try await Self.using([data], app)
            let (officer, token) = try await app.person("Otto", in: data.provider, as: [.clearanceOfficer])
            let (moderator, moderating) = try await app.person("Mo", platform: [.moderator])
            let path = "/v1/findings/\(finding.pid)"
            for _ in 1...2 {
                _ = try await app.client.get(path, token: token).expecting(200)
                _ = try await app.client.get(path, token: moderating).expecting(200)
            }
            let (officerID, moderatorID) = (officer.id, moderator.id)
            try await app.asSuperuser { db in
                try db.execute("DELETE FROM memberships WHERE person = \(officerID)")
                try db.execute("UPDATE persons SET platform_roles = '{}' WHERE id = \(moderatorID)")
            }
            let unknown = try await app.client.get("/v1/findings/\(unknownFinding)", token: token)
            for reader in [token, moderating] {
                #expect(try await app.client.get(path, token: reader).isHidden(like: unknown))
            }
        }
    }

    @Test func `a moderator who joins a party to the case is offered nothing any more`() async throws {
        try await TestApp.run { app in
            let finding = try await Self.using([try await app.release()], app)
            let (moderator, token) = try await app.person("Mo", platform: [.moderator])
            let path = "/v1/findings/\(finding.pid)"
            let before = try await app.client.get(path, token: token).expecting(200)
            #expect(before.json["actions"]?.array?.contains("accept") == true)
            let (person, organisation) = (moderator.id, finding.university.id)
            try await app.asSuperuser { db in
                try PersonStore(db).join(person, organisation, as: MembershipRole.reviewer.rawValue)
            }
            #expect(try await app.client.get(path, token: token).expecting(200).json["actions"] == [])
        }
    }

    @Test func `a revoked token and a suspended person read nothing more`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let second = try await Self.token(of: finding.author, scopes: [.read], app)
            let path = "/v1/findings/\(finding.pid)"
            _ = try await app.client.get(path, token: second).expecting(200)
            let author = finding.author.id
            try await app.asSuperuser { db in
                try db.execute(
                    "UPDATE tokens SET revoked_at = now() WHERE person = \(author) AND scopes = '{read}'"
                )
            }
            _ = try await app.client.get(path, token: second).expecting(401)
            _ = try await app.client.get(path, token: finding.token).expecting(200)
            try await app.asSuperuser { db in
                try db.execute("UPDATE persons SET state = 'suspended' WHERE id = \(author)")
            }
            _ = try await app.client.get(path, token: finding.token).expecting(401)
        }
    }

    private static func token(of person: PersonRecord, scopes: Set<Scope>, _ app: TestApp) async throws
        -> String
    {
        let (pid, token) = (try PID.random(.token), try TokenText(.personal))
        try await app.asSuperuser { db in
            _ = try TokenStore(db)
                .create(pid: pid, person: person.id, name: "narrow", token: token, scopes: scopes, days: 30)
        }
        return token.text
    }

    /// A submitted finding that uses releases, its screening done.
    private static func using(_ data: [DatasetFixture], _ app: TestApp) async throws -> FindingCase {
        let finding = try await FindingCase.complete(app)
        for each in data { _ = try await app.grantAccess(to: each, for: finding.token).expecting(200) }
        let releases = data.map { ["dataset": .string($0.dataset), "sequence": 1] as JSON }
        _ = try await finding.put("releases", ["releases": .array(releases)]).expecting(200)
        _ = try await finding.submit().expecting(200)
        try await finding.workEnded()
        return finding
    }
}
