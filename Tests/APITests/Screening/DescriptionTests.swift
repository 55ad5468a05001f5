// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import TestSupport
import Testing

/// What a version says of itself is judged as its files are: it is published like them.
@Suite struct DescriptionTests {
    @Test(
        arguments: [
            ("title", "Wear of pumps, ask rita@nordmark.example.org"),
            ("abstract", "How pumps wear.\nAsk rita@nordmark.example.org.\n"),
            ("keywords", ["pumps", "rita@nordmark.example.org"]),
            ("funding", "DE89 3704 0044 0532 0130 00"),
            ("conflicts", "None, but ask rita@nordmark.example.org."),
        ] as [(String, JSON)]
    )
    func `a direct identifier in a description is found`(_ member: String, _ value: JSON) async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app, [member: value])
            _ = try await finding.submit().expecting(200)
            try await finding.workEnded()
            let items = try await finding.report().json["items"]?.array ?? []
            #expect(
                items.contains { $0["file"] == "/description" && $0["rule"] == "direct_identifier" },
                "\(items)"
            )
            #expect(try await finding.get().gate("screening") == "failed")
        }
    }

    @Test func `so are rows of a release in an abstract`() async throws {
        try await TestApp.run { app in
            let (finding, _) = try await ScreeningTests.using(app)
            try await finding.addParts()
            _ = try await finding.patch(["abstract": "As in:\nnorth,pump,large size\nsouth,fan,large size\n"])
                .expecting(200)
            _ = try await finding.submit().expecting(200)
            try await finding.workEnded()
            let items = try await finding.report().json["items"]?.array ?? []
            #expect(items.contains { $0["file"] == "/description" && $0["rule"] == "copied_row" }, "\(items)")
        }
    }

    @Test func `a name of a file, of a contributor and of an affiliation are looked at too`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            _ = try await finding.upload(Array("Fine.\n".utf8), as: "rita@nordmark.example.org.md").expecting(
                201
            )
            let contribution: JSON = [
                "name": "Ask otto@hafenwerk.example.org", "credit_roles": ["software"],
                "affiliation": ["name": "GB29 NWBK 6016 1331 9268 19"],
            ]
            _ = try await finding.put("contributions", ["contributions": [contribution]]).expecting(200)
            _ = try await finding.submit().expecting(200)
            try await finding.workEnded()
            #expect(try await finding.report().json["fail_count"]?.integer == 3)
        }
    }

    @Test func `what a provider cleared is not cleared with another description`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.act("no_objection", at: fixture.clearancePath, token: fixture.clearer)
                .expecting(200)
            try await ScopeTests.follow(fixture, app)
            let change: JSON = ["abstract": "The secret alloy is 4.2 percent scandium."]
            _ = try await app.client.send(
                "PATCH",
                fixture.version(2),
                token: fixture.author,
                body: change.canonical,
                headers: ["If-Match": "*"]
            ).expecting(200)
            let second = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            #expect(second.json["gates"]?["clearances"]?.array?.first?["state"]?.string == "pending")
        }
    }

    @Test func `nor with anything else that is said otherwise`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            var waiting = fixture.clearancePath
            let contribution: JSON = ["name": "Ada Bauer", "credit_roles": ["writing-original-draft"]]
            let affiliated: JSON = [
                "name": "Ada Bauer", "credit_roles": ["software"], "affiliation": ["name": "Secret Works"],
            ]
            let changes: [(part: String?, body: JSON)] = [
                (nil, ["title": "Scandium in pumps"]), (nil, ["keywords": ["scandium alloy"]]),
                (nil, ["license": "CC0-1.0"]), (nil, ["language": "de"]), (nil, ["kind": "negative"]),
                (nil, ["funding": "Paid by Alloys"]), (nil, ["conflicts": "Shares of Alloys"]),
                ("contributions", ["contributions": [contribution]]),
                ("contributions", ["contributions": [affiliated]]), ("files", "scandium-melts.md"),
            ]
            for (index, change) in changes.enumerated() {
                _ = try await app.act("no_objection", at: waiting, token: fixture.clearer).expecting(200)
                try await ScopeTests.follow(fixture, app, after: index + 1)
                let version = fixture.version(index + 2)
                if let name = change.body.string {
                    _ = try await app.put(TestApp.resultText, as: name, into: version, by: fixture.author)
                        .expecting(201)
                } else {
                    _ = try await app.client.send(
                        change.part == nil ? "PATCH" : "PUT",
                        version + (change.part.map { "/" + $0 } ?? ""),
                        token: fixture.author,
                        body: change.body.canonical,
                        headers: ["If-Match": "*"]
                    ).expecting(200)
                }
                let next = try await app.submit(version, by: fixture.author).expecting(200)
                #expect(next.clearance["state"] == "pending", "\(change)")
                waiting = next.clearancePath
            }
        }
    }

    @Test func `taking away brings nothing to a provider`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding([
                "keywords": ["pumps", "wear"], "funding": "A fund.",
            ])
            _ = try await app.act("no_objection", at: fixture.clearancePath, token: fixture.clearer)
                .expecting(200)
            try await ScopeTests.follow(fixture, app)
            let change: JSON = ["keywords": ["wear"], "funding": ""]
            _ = try await app.client.send(
                "PATCH",
                fixture.version(2),
                token: fixture.author,
                body: change.canonical,
                headers: ["If-Match": "*"]
            ).expecting(200)
            let second = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            #expect(second.json["gates"]?["clearances"]?.array?.first?["state"]?.string == "passed")
        }
    }
}
