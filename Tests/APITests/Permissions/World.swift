// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport

/// Everybody who walks, and the originals that objects in every state are copied from.
struct World: Sendable {
    let app: TestApp
    /// The provider of the release that the findings use: the organisation of every object that has one.
    let home: ID<Organisation>
    let homePID: String
    let circle: ID<Organisation>
    let people: [Persona: (id: ID<Person>, pid: String, token: String)]
    /// Tokens that lack one scope each.
    let narrowed: [Scope: String]
    let publication: String
    let dataset: String
    /// The digest of the release's terms, and that of the finding's file.
    let terms: String
    let file: String
    /// Somebody who can be made an author.
    let newAuthor: String
    /// Whose role in an organisation can be taken away.
    let member: ID<Person>
    let memberPID: String
    let until: String

    static func make(_ app: TestApp) async throws -> World {
        let (fixture, publication) = try await app.published()
        let home = fixture.data.provider
        let foreign = try await app.organisation(.institute, "Foreign")
        let ring = try await app.organisation(.institute, "Circle")
        let university = fixture.university
        var people: [Persona: (id: ID<Person>, pid: String, token: String)] = [:]
        for persona in Persona.all {
            let made: (person: PersonRecord, token: String)
            switch persona {
            case .anonymous, .author, .narrowed: continue
            case .foreign(let role): made = try await app.person("F", in: foreign, as: [role])
            case .home(let role): made = try await app.person("H", in: home, as: [role])
            case .coauthor: made = try await app.person("Co", in: university, as: [.researcher])
            case .circle: made = try await app.person("Ci", in: ring, as: [.researcher])
            case .grantee: made = try await app.person("G", in: foreign, as: [.researcher])
            case .assigned: made = try await app.person("R", in: foreign, as: [.reviewer])
            case .appointed: made = try await app.person("Ap", in: foreign, as: [.reviewer])
            case .moderator: made = try await app.person("M", platform: [.moderator])
            case .admin: made = try await app.person("A", platform: [.admin])
            case .partialModerator:
                made = try await app.person("M", in: home, as: [.reviewer], platform: [.moderator])
            case .partialAdmin:
                made = try await app.person("A", in: home, as: [.reviewer], platform: [.admin])
            case .suspended, .revoked: made = try await app.person("S", in: home, as: MembershipRole.allCases)
            }
            people[persona] = (made.person.id, made.person.pid.description, made.token)
        }
        people[.author] = try await author(of: fixture, app)
        var narrowed: [Scope: String] = [:]
        for scope in Scope.allCases {
            narrowed[scope] =
                try await app.person(
                    "N",
                    in: home,
                    as: MembershipRole.allCases,
                    platform: PlatformRole.allCases,
                    scopes: Set(Scope.allCases).subtracting([scope])
                ).token
        }
        let gone = (people[.suspended]?.id, people[.revoked]?.id)
        try await app.asSuperuser { db in
            try db.execute("UPDATE persons SET state = 'suspended' WHERE id = \(gone.0)")
            try db.execute("UPDATE tokens SET revoked_at = platform_now() WHERE person = \(gone.1)")
        }
        let release = try await app.client.get(fixture.data.path)
        let member = try await app.person("Member")
        let day = Date(timeIntervalSinceNow: 40 * 86_400).ISO8601Format()
        return World(
            app: app,
            home: home.id,
            homePID: home.pid.description,
            circle: ring.id,
            people: people,
            narrowed: narrowed,
            publication: publication,
            dataset: fixture.data.dataset,
            terms: release.json["terms_digest"]?.string ?? "",
            file: try await app.digest(in: fixture).string ?? "",
            newAuthor: people[.foreign(.reviewer)]?.pid ?? "",
            member: member.person.id,
            memberPID: member.person.pid.description,
            until: day
        )
    }

    private static func author(of fixture: FindingFixture, _ app: TestApp) async throws
        -> (id: ID<Person>, pid: String, token: String)
    {
        let me = try await app.client.get("/v1/me", token: fixture.author).expecting(200)
        let pid = me.json["pid"]?.string ?? ""
        let id: ID<Person>? = try await app.asSuperuser { db in
            try db.scalar("SELECT id FROM persons WHERE pid = \(pid)")
        }
        return (id ?? ID(rawValue: UUID()), pid, fixture.author)
    }

    /// The token that a persona sends for an action.
    func token(of persona: Persona, for line: Permission) -> String? {
        persona == .narrowed ? line.credentials.scope.flatMap { narrowed[$0] } : people[persona]?.token
    }

    /// What the captures of a path stand for.
    func captures(_ action: Action, _ kind: ObjectKind, _ target: Target, by persona: Persona) -> [String:
        String]
    {
        var captures = [
            "pid": target.pid, "number": "1", "event": action.rawValue, "invitation": target.other,
            "name": kind == .release ? "pumps.csv" : "result.md",
            "person": people[.coauthor]?.pid ?? "", "role": "researcher",
        ]
        switch action {
        case .putFile: captures["name"] = kind == .release ? "more.csv" : "more.md"
        case .takeRole: captures["person"] = memberPID
        case .readClocks: captures["pid"] = homePID
        case .leave:
            captures["person"] = people[persona]?.pid ?? memberPID
            captures["role"] = persona.homeRoles.first?.rawValue ?? "researcher"
        default: break
        }
        return captures
    }
}
