// SPDX-License-Identifier: Apache-2.0
import JSON
import Store
import TestSupport
import Testing

/// What a data officer says of a release beside roles: missing words, sets of quasi-identifiers, reasons, and
/// an organisation's own identifiers.
@Suite struct SaidOfReleaseTests {
    /// Two quasi-identifiers of two values each, numbers that look like those of telephones, and missing
    /// values in words.
    private static func table(note: String) -> [UInt8] {
        let rows = (0..<96).map { row in
            let fault = row % 12 == 0 ? "k. A." : ["crack", "wear", "leak"][row / 4 % 3]
            let place = (row % 2 == 0 ? "north" : "south", row / 2 % 2 == 0 ? "day" : "night")
            return "\(place.0),\(place.1),212-555-01\(10 + row % 80),\(note),\(fault)"
        }
        return Array((["region,shift,part,note,fault"] + rows).joined(separator: "\n").utf8) + [10]
    }
    private static let roles: JSON = [
        "region": "quasi", "shift": "quasi", "part": "other", "note": "other", "fault": "sensitive",
    ]

    private func say(_ said: JSON, _ app: TestApp, _ fixture: DatasetFixture) async throws -> TestResponse {
        try await app.client.send(
            "PATCH",
            "\(fixture.path)/files/a.csv/columns",
            token: fixture.officer,
            body: said.canonical,
            headers: ["If-Match": "*"]
        )
    }

    private func failed(_ app: TestApp, _ fixture: DatasetFixture) async throws -> (Set<String>, JSON?) {
        let report = try await app.client.get(fixture.path + "/report", token: fixture.officer).json
        let file = report["files"]?.array?.first?["report"]
        let rules = file?["gate"]?["rules"]?.array ?? []
        return (Set(rules.filter { $0["outcome"] == "fail" }.compactMap { $0["rule"]?.string }), file)
    }

    @Test func `a likely identifier is answered by a reason, and sets and missing words are measured`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(Self.table(note: "fine"), as: "a.csv", to: fixture).expecting(201)
            _ = try await app.assign(Self.roles, in: "a.csv", of: fixture).expecting(200)
            let edited = try await app.client.send(
                "PATCH",
                fixture.path,
                token: fixture.officer,
                body: Array(#"{"missing":["k. A."]}"#.utf8),
                headers: ["If-Match": "*"]
            )
            #expect(try edited.expecting(200).json["missing"] == ["k. A."])

            for (said, pointer) in [
                (["acknowledged": ["serial": "Ours."]], "/acknowledged/serial"),
                (["acknowledged": ["part": ""]], "/acknowledged/part"),
                (["quasi_sets": [["region", "serial"]]], "/quasi_sets/0/1"),
                (["quasi_sets": [["region", "region"]]], "/quasi_sets/0/1"),
                (["quasi_sets": [[]]], "/quasi_sets/0"),
            ] as [(JSON, String)] {
                let refused = try await say(said, app, fixture).expecting(422)
                #expect(refused.json["errors"]?.array?.first?["pointer"] == .string(pointer))
            }
            _ = try await say(["quasi_sets": [["region"]]], app, fixture).expecting(200)
            let incomplete = try await app.act("measure", on: fixture, token: fixture.officer, reason: nil)
            #expect(incomplete.code == "quasi_sets_incomplete")
            let said = try await say(["quasi_sets": [["region"], ["shift"]]], app, fixture).expecting(200)
            #expect(said.json["quasi_sets"] == [["region"], ["shift"]])

            _ = try await app.measure(fixture)
            #expect(try await failed(app, fixture).0 == ["suspected_identifiers"])
            _ = try await say(["acknowledged": ["part": "Our own part numbers."]], app, fixture)
                .expecting(200)
            let passed = try await app.measure(fixture)
            #expect(passed.json["state"] == "in_review")
            let columns = passed.json["files"]?.array?.first?["columns"]?.array
            #expect(columns?.compactMap { $0["acknowledged"] } == ["Our own part numbers."])
            // A moderator reads it where the suspicion is.
            let report = try await app.client.get(fixture.path + "/report", token: fixture.moderator).json
            let file = report["files"]?.array?.first?["report"]
            #expect(
                file?["columns"]?.array?.compactMap { $0["acknowledged"]?.string } == [
                    "Our own part numbers."
                ]
            )
            #expect(file?["sets"]?.array?.map { $0["quasi"] } == [["region"], ["shift"]])
            #expect(file?["reading"]?["missing"] == ["k. A."])
            #expect(file?["sensitive"]?["fault"]?["missing"] == 8)

            _ = try await app.act("release", on: fixture, token: fixture.moderator).expecting(200)
            let shown = try await app.client.get(fixture.path).json
            #expect(shown["missing"] == ["k. A."])
            #expect(
                shown["files"]?.array?.first?["columns"]?.array?.allSatisfy {
                    $0["acknowledged"] == nil
                } == true
            )
            let package = try await app.client.get(fixture.path + "/formats/datapackage.json").json
            let schema = package["resources"]?.array?.first?["schema"]
            #expect(schema?["missingValues"] == ["", "k. A."])
        }
    }

    @Test func `an organisation's own identifiers close the gate of its releases, whatever is said`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let path = "/v1/organisations/\(fixture.provider.pid)/identifiers"
            func set(_ list: JSON, tag: String = "*", token: String? = nil) async throws -> TestResponse {
                try await app.client.send(
                    "PUT",
                    path,
                    token: token ?? fixture.officer,
                    body: list.canonical,
                    headers: ["If-Match": tag]
                )
            }
            let empty = try await app.client.get(path, token: fixture.officer).expecting(200)
            #expect(empty.json == ["words": [], "shapes": []])
            let stranger = try await app.person("Sten").token
            for token in [stranger, fixture.moderator] {
                #expect(try await app.client.get(path, token: token).status == 404)
                #expect(try await set(["words": [], "shapes": []], token: token).status == 404)
            }
            let wrong = try await set(["words": ["Projekt Falke", "x"], "shapes": ["AB"]]).expecting(422)
            #expect(wrong.json["errors"]?.array?.map { $0["pointer"] } == ["/words/1", "/shapes/0"])
            let made = try await set(
                ["words": ["Projekt Falke"], "shapes": ["AB-####"]],
                tag: empty["etag"] ?? ""
            ).expecting(200)
            #expect(made.json["words"] == ["Projekt Falke"])
            #expect(try await set(["words": [], "shapes": []], tag: empty["etag"] ?? "").status == 412)

            for (note, kind) in [("of Projekt Falke", "own_word"), ("see ab-1234", "own_shape")] {
                _ = try await app.upload(Self.table(note: note), as: "a.csv", to: fixture).expecting(201)
                _ = try await app.assign(Self.roles, in: "a.csv", of: fixture).expecting(200)
                let reasons: JSON = ["acknowledged": ["part": "Ours.", "note": "Known to all."]]
                _ = try await say(reasons, app, fixture).expecting(200)
                _ = try await app.measure(fixture)
                let (rules, file) = try await failed(app, fixture)
                #expect(rules.contains("suspected_identifiers"))
                let found = file?["findings"]?.array?.filter { $0["column"] == "note" } ?? []
                #expect(found.contains { $0["kind"] == .string(kind) && $0["certainty"] == "certain" })
            }
        }
    }
}
