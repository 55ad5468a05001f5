// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport

/// Two findings of different authors over two providers' releases, one of which can answer a problem, and
/// those who judge them.
struct World: Sendable {
    typealias Somebody = (person: PersonRecord, token: String)

    var app: TestApp
    let releases: [DatasetFixture]
    let findings: [String]
    /// The problem that the first finding can answer.
    let problem: String
    /// The clearance officers of the providers.
    let officers: [String]
    /// In the order of `Call.judges`.
    let judges: [String]
    /// In the order of `Call.people`, with what they leave when they leave their organisation.
    let people: [Somebody]
    let houses: [OrganisationRecord?]
    let admin: String

    /// The reviewer among the people.
    static let reviewer = 4

    static func make(_ app: TestApp) async throws -> World {
        let releases = [try await app.release(), try await app.release()]
        let poser = try await app.organisation(.enterprise, "Pumpwerk")
        let problem = try await pose(app, poser, moderator: releases[0].moderator)
        var people: [Somebody] = []
        var houses: [OrganisationRecord?] = []
        var findings: [String] = []
        for name in ["Ada", "Bo"] {
            let house = try await app.organisation(.university, "University of \(name)")
            let author = try await app.person(name, in: house, as: [.researcher])
            people.append(author)
            houses.append(house)
            for release in releases {
                _ = try await app.grantAccess(to: release, for: author.token).expecting(200)
            }
            let answers: JSON = findings.isEmpty ? ["problem": .string(problem)] : [:]
            let finding = try await app.draftFinding(
                answers,
                over: releases[0],
                by: author.token,
                "\(name) Author"
            )
            findings.append(finding)
        }
        let institute = try await app.organisation(.institute, "Institute of wear")
        func moderator(_ name: String, in house: OrganisationRecord?) async throws -> Somebody {
            try await app.person(
                name,
                in: house,
                as: house == nil ? [] : [.researcher],
                platform: [.moderator]
            )
        }
        let mia = try await moderator("Mia", in: nil)
        let cleo = try await moderator("Cleo", in: houses[0])
        let admin = try await app.person("Ann", platform: [.admin]).token
        people += [
            try await app.person("Dan"), mia, try await app.person("Rea", in: institute, as: [.reviewer]),
            cleo,
        ]
        houses += [nil, nil, nil, houses[0]]
        var officers: [String] = []
        for release in releases {
            officers.append(
                try await app.person("Clara", in: release.provider, as: [.clearanceOfficer]).token
            )
        }
        return World(
            app: app,
            releases: releases,
            findings: findings,
            problem: problem,
            officers: officers,
            judges: [
                releases[0].moderator, mia.token, admin,
                try await moderator("Nora", in: releases[0].provider).token, cleo.token,
                try await moderator("Ivo", in: institute).token, try await moderator("Pia", in: poser).token,
            ],
            people: people,
            houses: houses,
            admin: admin
        )
    }

    /// A problem that is open.
    private static func pose(_ app: TestApp, _ poser: OrganisationRecord, moderator: String) async throws
        -> String
    {
        let owner = try await app.person("Petra", in: poser, as: [.problemOwner]).token
        let posed = try await app.client.post(
            "/v1/problems",
            token: owner,
            [
                "organisation": .string(poser.pid.description), "title": "Bearings that fail early",
                "statement": "Which pumps fail within a month?", "visibility": "public",
                "deadline": "2099-01-01T00:00:00Z",
            ]
        ).expecting(201)
        let pid = posed.json["pid"]?.string ?? ""
        _ = try await app.act("submit", at: "/v1/problems/\(pid)", token: owner, [:]).expecting(200)
        _ = try await app.act("approve", at: "/v1/problems/\(pid)", token: moderator).expecting(200)
        return pid
    }
}
