// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// What a version is judged against is chosen by the platform, not by who is judged.
@Suite struct ScopeTests {
    /// Three rows of a release of three columns, in a file that says nothing else.
    static let copied =
        "region,kind,size\nnorth,pump,large size\nsouth,valve,large size\nsouth,fan,large size\n"

    @Test func `a release that the next version leaves out is still asked for, and still compared`()
        async throws
    {
        try await TestApp.run { app in
            let data = try await ScreeningTests.threeColumns(app)
            let fixture = try await app.submittedFinding(over: data)
            try await Self.follow(fixture, app, releases: [])
            _ = try await app.put(Self.copied, as: "rows.csv", into: fixture.version(2), by: fixture.author)
                .expecting(201)
            let second = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            #expect(second.json["gates"]?["clearances"]?.array?.count == 1)
            let rules = try await Self.rules(fixture.version(2), fixture.author, app)
            #expect(rules.contains("copied_row"), "\(rules)")
        }
    }

    @Test func `so is one of a version that was taken back at once`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.act("retract", at: fixture.version, token: fixture.author).expecting(200)
            try await Self.follow(fixture, app, releases: [])
            let second = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            #expect(second.json["gates"]?["clearances"]?.array?.count == 1)
            // And through a version between that did not name it either.
            try await Self.follow(fixture, app, releases: [], after: 2)
            let third = try await app.submit(fixture.version(3), by: fixture.author).expecting(200)
            #expect(third.json["gates"]?["clearances"]?.array?.count == 1)
        }
    }

    @Test func `what an author downloaded is compared although no version names it`() async throws {
        try await TestApp.run { app in
            let (fixture, data) = try await Self.downloader(app)
            _ = try await fixture.upload(Array(Self.copied.utf8), as: "rows.csv", type: "text/csv").expecting(
                201
            )
            let submitted = try await fixture.submit().expecting(200)
            #expect(submitted.json["gates"]?["clearances"]?.array == [])
            let rules = try await Self.rules(fixture.path(), fixture.token, app)
            #expect(rules.contains("undeclared_release"), "\(rules)")
            // Listing it is a way out, for those who were granted it: the provider is asked.
            _ = try await app.client.post(
                "/v1/findings/\(fixture.pid)/versions",
                token: fixture.token
            ).expecting(201)
            _ = try await fixture.put(
                "releases",
                ["releases": [["dataset": .string(data.dataset), "sequence": 1]]],
                version: 2
            ).expecting(200)
            let second = try await app.submit(fixture.path(2), by: fixture.token).expecting(200)
            #expect(second.json["gates"]?["clearances"]?.array?.count == 1)
        }
    }

    @Test func `so is what somebody downloaded who has left the authors`() async throws {
        try await TestApp.run { app in
            let (fixture, _) = try await Self.downloader(app)
            _ = try await fixture.upload(Array(Self.copied.utf8), as: "rows.csv", type: "text/csv").expecting(
                201
            )
            let colleague = try await Self.colleague(of: fixture, app)
            try await Self.leave(fixture, app)
            _ = try await app.submit(fixture.path(), by: colleague).expecting(200)
            let rules = try await Self.rules(fixture.path(), colleague, app)
            #expect(rules.contains("undeclared_release"), "\(rules)")
        }
    }

    @Test func `what was downloaded and left no trace stands in nobody's way`() async throws {
        try await TestApp.run { app in
            let (fixture, _) = try await Self.downloader(app)
            _ = try await fixture.submit().expecting(200)
            try await fixture.workEnded()
            #expect(try await fixture.get().gate("screening") == "passed")
        }
    }

    @Test func `a moderator takes a release out that was not used, with a reason`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let release: JSON = ["dataset": .string(fixture.data.dataset), "sequence": 1]
            let unused: JSON = ["release": release, "reason": "A slip."]
            let moderator = fixture.data.moderator
            func remove(_ version: Int, as token: String) async throws -> TestResponse {
                try await app.act("release_unused", at: fixture.version(version), token: token, unused)
            }
            #expect(try await remove(1, as: moderator).code == "release_listed")
            #expect(
                try await app.client.get(fixture.version, token: moderator).actions == [
                    "accept", "reject", "request_changes",
                ]
            )
            try await Self.follow(fixture, app, releases: [])
            _ = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            #expect(try await remove(2, as: fixture.author).status == 403)
            #expect(try await remove(2, as: fixture.clearer).status == 403)
            let offered = try await app.client.get(fixture.version(2), token: moderator)
            #expect(offered.actions == ["accept", "reject", "release_unused", "request_changes"])
            let named: JSON = [
                "dataset": .string(fixture.data.dataset), "sequence": 1, "source": "earlier",
            ]
            #expect(offered.json["unlisted"] == [named])
            let own = try await app.client.get(fixture.version(2), token: fixture.author)
            #expect(own.json["unlisted"] == .null)
            let removed = try await remove(2, as: moderator).expecting(200)
            #expect(removed.actions == ["reject", "request_changes"])
            #expect(removed.json["unlisted"] == [])
            let clearance = removed.json["gates"]?["clearances"]?.array?.first
            #expect(clearance?["state"]?.string == "passed")
            #expect(clearance?["outcome"]?.string == "not_used")
            #expect(try await remove(2, as: moderator).status == 422)
            // Two gates, two people.
            let accepted = try await app.act("accept", at: fixture.version(2), token: moderator)
            #expect(accepted.code == "two_gates")
            let other = try await app.person("Mia", platform: [.moderator]).token
            _ = try await app.until("the screening", at: fixture.version(2), token: fixture.author) {
                $0.gate("screening") == "passed"
            }
            _ = try await app.act("accept", at: fixture.version(2), token: other).expecting(200)
            let published = try await app.until("publication", at: fixture.version(2), token: fixture.author)
            {
                $0.json["state"]?.string == "published"
            }
            // It stays out until a version lists it anew.
            try await Self.follow(fixture, app, after: 2)
            let third = try await app.submit(fixture.version(3), by: fixture.author).expecting(200)
            #expect(third.json["gates"]?["clearances"]?.array == [])
            try await Self.follow(fixture, app, releases: [release], after: 3)
            let fourth = try await app.submit(fixture.version(4), by: fixture.author).expecting(200)
            #expect(fourth.json["gates"]?["clearances"]?.array?.count == 1)
            #expect(published.json["publication"]?.string != nil)
        }
    }

    @Test func `no release is taken out whose provider has objected`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.raise(on: fixture).expecting(201)
            try await Self.follow(fixture, app, releases: [])
            _ = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            let refused = try await app.act(
                "release_unused",
                at: fixture.version(2),
                token: fixture.data.moderator,
                ["release": ["dataset": .string(fixture.data.dataset), "sequence": 1], "reason": "A slip."]
            )
            #expect(refused.code == "provider_objected")
            let seen = try await app.client.get(fixture.version(2), token: fixture.data.moderator)
            #expect(!seen.actions.contains("release_unused"))
        }
    }

    @Test func `taking a downloaded release out has the version screened anew`() async throws {
        try await TestApp.run { app in
            let (fixture, data) = try await Self.downloader(app)
            _ = try await fixture.upload(Array(Self.copied.utf8), as: "rows.csv", type: "text/csv").expecting(
                201
            )
            _ = try await fixture.submit().expecting(200)
            let rules = try await Self.rules(fixture.path(), fixture.token, app)
            #expect(rules.contains("undeclared_release"), "\(rules)")
            let seen = try await fixture.get(as: fixture.moderator)
            #expect(seen.json["unlisted"]?.array?.first?["source"] == "downloaded")
            let removed = try await fixture.act(
                "release_unused",
                as: fixture.moderator,
                ["release": ["dataset": .string(data.dataset), "sequence": 1], "reason": "Everyday words."]
            ).expecting(200)
            #expect(removed.gate("screening") == "pending")
            try await fixture.workEnded()
            #expect(try await fixture.get().gate("screening") == "passed")
        }
    }

    @Test func `what was rightly taken out of one version is compared with the next`() async throws {
        try await TestApp.run { app in
            let (fixture, data) = try await Self.downloader(app)
            _ = try await fixture.submit().expecting(200)
            try await fixture.workEnded()
            _ = try await fixture.act(
                "release_unused",
                as: fixture.moderator,
                [
                    "release": ["dataset": .string(data.dataset), "sequence": 1],
                    "reason": "Nothing of it is here.",
                ]
            ).expecting(200)
            try await fixture.workEnded()
            _ = try await app.client.post("/v1/findings/\(fixture.pid)/versions", token: fixture.token)
                .expecting(201)
            _ = try await fixture.upload(
                Array(Self.copied.utf8),
                as: "rows.csv",
                type: "text/csv",
                version: 2
            ).expecting(201)
            _ = try await app.submit(fixture.path(2), by: fixture.token).expecting(200)
            let rules = try await Self.rules(fixture.path(2), fixture.token, app)
            #expect(rules.contains("undeclared_release"), "\(rules)")
        }
    }

    @Test func `what a problem speaks of is compared with its answers, whoever downloaded it`() async throws {
        try await TestApp.run { app in
            let data = try await ScreeningTests.threeColumns(app)
            let owner = try await app.person("Petra", in: data.provider, as: [.problemOwner]).token
            guard case .object(var body) = TestApp.problemBody(data.provider) else { return }
            body["datasets"] = [.string(data.dataset)]
            let posed = try await app.client.post("/v1/problems", token: owner, .object(body)).expecting(201)
            let problem = posed.json["pid"]?.string ?? ""
            _ = try await app.act("submit", at: "/v1/problems/\(problem)", token: owner, [:]).expecting(200)
            _ = try await app.act("approve", at: "/v1/problems/\(problem)", token: data.moderator)
                .expecting(200)
            let finding = try await FindingCase.complete(app, ["problem": .string(problem)])
            _ = try await finding.upload(Array(Self.copied.utf8), as: "rows.csv", type: "text/csv")
                .expecting(201)
            let submitted = try await finding.submit().expecting(200)
            let rules = try await Self.rules(finding.path(), finding.token, app)
            #expect(rules.contains("undeclared_release"), "\(rules)")
            // It asks nobody.
            #expect(submitted.json["gates"]?["clearances"]?.array == [])
        }
    }

    // MARK: What happens in several

    /// The rules of all items of a version's screening, once it has ended.
    static func rules(_ version: String, _ token: String, _ app: TestApp) async throws -> Set<String> {
        _ = try await app.until("the screening", at: version, token: token) {
            $0.gate("screening") != "pending"
        }
        let report = try await app.client.get(version + "/screening", token: token).expecting(200)
        return Set(report.json["items"]?.array?.compactMap { $0["rule"]?.string } ?? [])
    }

    /// Begins the next version, with other releases unless they are `nil`.
    static func follow(
        _ fixture: FindingFixture,
        _ app: TestApp,
        releases: [JSON]? = nil,
        after number: Int = 1
    )
        async throws
    {
        _ = try await app.client.post("/v1/findings/\(fixture.finding)/versions", token: fixture.author)
            .expecting(201)
        guard let releases else { return }
        _ = try await app.client.send(
            "PUT",
            fixture.version(number + 1) + "/releases",
            token: fixture.author,
            body: (["releases": .array(releases)] as JSON).canonical,
            headers: ["If-Match": "*"]
        ).expecting(200)
    }

    /// A draft that names no release, of an author who has downloaded one.
    static func downloader(_ app: TestApp) async throws -> (finding: FindingCase, data: DatasetFixture) {
        let data = try await ScreeningTests.threeColumns(app)
        let finding = try await FindingCase.complete(app)
        _ = try await app.grantAccess(to: data, for: finding.token).expecting(200)
        _ = try await app.client.get(data.path + "/files/pumps.csv", token: finding.token).expecting(200)
        return (finding, data)
    }

    /// The token of somebody of the author's university whom the author makes an author too.
    static func colleague(of finding: FindingCase, _ app: TestApp) async throws -> String {
        let colleague = try await app.person("Carl", in: finding.university, as: [.researcher])
        try await app.addAuthor(colleague, to: finding.pid, by: finding.token)
        return colleague.token
    }

    /// The author who began the finding leaves it.
    static func leave(_ finding: FindingCase, _ app: TestApp) async throws {
        _ = try await app.client.send(
            "DELETE",
            "/v1/findings/\(finding.pid)/authors/\(finding.author.pid)",
            token: finding.token,
            headers: ["If-Match": "*"]
        ).expecting(204)
    }
}
