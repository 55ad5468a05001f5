// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Whoever of a finding's people has had a release in their hands: it is compared, however it came there.
@Suite struct ScopeVariantTests {
    @Test func `what somebody uploaded for their own organisation is compared although nobody downloaded it`()
        async throws
    {
        try await TestApp.run { app in
            let data = try await ScreeningTests.threeColumns(app)
            // The data officer does research as well, and leaves the provider before the submission.
            let me = try await app.client.get("/v1/me", token: data.officer).expecting(200)
            let pid = try #require(PID(me.json["pid"]?.string ?? ""))
            let provider = data.provider.id
            let officer = try await app.asSuperuser { db in
                let persons = PersonStore(db)
                let person = try #require(try persons.person(pid))
                try persons.join(person.id, provider, as: MembershipRole.researcher.rawValue)
                return person
            }
            let finding = try await FindingCase.begin(app, by: officer, data.officer, of: data.provider)
            try await Self.addRows(to: finding)
            try await app.asSuperuser { db in
                try db.execute("DELETE FROM memberships WHERE person = \(officer.id)")
            }
            let submitted = try await finding.submit().expecting(200)
            #expect(submitted.json["gates"]?["clearances"] == [])
            let rules = try await ScopeTests.rules(finding.path(), finding.token, app)
            #expect(rules.contains("undeclared_release"), "\(rules)")
            let seen = try await finding.get(as: finding.moderator)
            #expect(seen.json["unlisted"]?.array?.map { $0["dataset"]?.string } == [data.dataset])
        }
    }

    @Test
    func `so is what whoever is named by an ORCID iD downloaded, and what is downloaded between versions`()
        async throws
    {
        try await TestApp.run { app in
            let data = try await ScreeningTests.threeColumns(app)
            let elsewhere = try await app.organisation(.university, "Suedmark")
            let (named, token) = try await app.person("Nora", in: elsewhere, as: [.researcher])
            try await app.asSuperuser { db in
                try db.execute(
                    "UPDATE persons SET orcid = '0000-0002-1694-233X' WHERE id = \(named.id)"
                )
            }
            _ = try await app.grantAccess(to: data, for: token).expecting(200)
            let part = ["Range": "bytes=0-200"]
            let table = data.path + "/files/pumps.csv"
            _ = try await app.client.send("GET", table, token: token, headers: part).expecting(206)
            let finding = try await FindingCase.begin(app)
            try await Self.addRows(to: finding)
            let contribution: JSON = [
                "name": "N. Two", "orcid": "0000-0002-1694-233X", "credit_roles": ["software"],
            ]
            _ = try await finding.put("contributions", ["contributions": [contribution]]).expecting(200)
            _ = try await finding.submit().expecting(200)
            let rules = try await ScopeTests.rules(finding.path(), finding.token, app)
            #expect(rules.contains("undeclared_release"), "\(rules)")

            // The author gets the release once a version without anything of it has been submitted.
            let late = try await FindingCase.submitted(app)
            _ = try await app.grantAccess(to: data, for: late.token).expecting(200)
            _ = try await app.client.get(table, token: late.token).expecting(200)
            _ = try await late.nextVersion().expecting(201)
            _ = try await late.upload(
                Array(ScopeTests.copied.utf8),
                as: "rows.csv",
                type: "text/csv",
                version: 2
            ).expecting(201)
            _ = try await late.submit(version: 2).expecting(200)
            let second = try await ScopeTests.rules(late.path(2), late.token, app)
            #expect(second.contains("undeclared_release"), "\(second)")
        }
    }

    @Test func `another release of the same rows does not stand for the one that was downloaded`()
        async throws
    {
        try await TestApp.run { app in
            let data = try await ScreeningTests.threeColumns(app)
            let twin = try await ScreeningTests.threeColumns(app)
            let finding = try await ScreeningTests.another(on: twin, app)
            _ = try await app.grantAccess(to: data, for: finding.token).expecting(200)
            _ = try await app.client.get(data.path + "/files/pumps.csv", token: finding.token).expecting(200)
            try await Self.addRows(to: finding)
            let submitted = try await finding.submit().expecting(200)
            #expect(submitted.json["gates"]?["clearances"]?.array?.count == 1)
            let rules = try await ScopeTests.rules(finding.path(), finding.token, app)
            #expect(rules.isSuperset(of: ["copied_row", "undeclared_release"]), "\(rules)")
        }
    }

    @Test func `what was taken out of one version is compared with the next, though nobody downloaded it`()
        async throws
    {
        try await TestApp.run { app in
            let data = try await ScreeningTests.threeColumns(app)
            let finding = try await ScreeningTests.another(on: data, app)
            try await finding.addParts()
            _ = try await finding.submit().expecting(200)
            _ = try await finding.nextVersion().expecting(201)
            _ = try await finding.put("releases", ["releases": []], version: 2).expecting(200)
            _ = try await finding.submit(version: 2).expecting(200)
            let unused: JSON = [
                "release": ["dataset": .string(data.dataset), "sequence": 1], "reason": "A slip.",
            ]
            _ = try await finding.act("release_unused", version: 2, as: finding.moderator, unused)
                .expecting(200)
            // Nor is it forgotten once it has been retired.
            _ = try await app.act("retire", on: data, token: data.officer).expecting(200)
            _ = try await finding.nextVersion().expecting(201)
            _ = try await finding.upload(
                Array(ScopeTests.copied.utf8),
                as: "rows.csv",
                type: "text/csv",
                version: 3
            ).expecting(201)
            let submitted = try await app.submit(finding.path(3), by: finding.token).expecting(200)
            #expect(submitted.json["gates"]?["clearances"] == [])
            let rules = try await ScopeTests.rules(finding.path(3), finding.token, app)
            #expect(rules.contains("undeclared_release"), "\(rules)")
        }
    }

    /// A file with rows of ``ScreeningTests/threeColumns(_:)``, and whoever contributed.
    private static func addRows(to finding: FindingCase) async throws {
        try await finding.addParts()
        _ = try await finding.upload(Array(ScopeTests.copied.utf8), as: "rows.csv", type: "text/csv")
            .expecting(201)
    }
}
