// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// The first gate: what machines find in a submitted version, and `…/versions/{number}/screening`.
@Suite struct ScreeningTests {
    @Test func `a clean version passes with a report about its very files`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let version = try await finding.get()
            #expect(version.gate("screening") == "passed")
            let report = try await finding.report()
            #expect(report.status == 200)
            #expect(report.json["version"]?.string == "\(finding.pid)/1")
            #expect(report.json["passed"]?.bool == true)
            #expect(report.json["items"]?.array == [])
            let digests = version.json["files"]?.array?.map { $0["digest"] }
            #expect(report.json["files"]?.array?.map { $0["digest"] } == digests)
            let again = try await app.client.get(
                finding.path() + "/screening",
                token: finding.token,
                headers: ["If-None-Match": report["etag"] ?? ""]
            )
            #expect(again.status == 304)
        }
    }

    @Test func `a direct identifier is found by file and line, in prose and in tables`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            try await finding.addParts(text: "# Result\n\nAsk rita@nordmark.example.org about it.\n")
            let table = "pump,contact\na,none\nb,\"otto.ek@hafenwerk.example.org\"\n"
            _ = try await finding.upload(Array(table.utf8), as: "t.csv", type: "text/csv").expecting(201)
            _ = try await finding.submit().expecting(200)
            try await finding.workEnded()
            #expect(try await finding.get().gate("screening") == "failed")
            let report = try await finding.report()
            #expect(report.json["passed"]?.bool == false)
            let items = report.json["items"]?.array ?? []
            #expect(items.contains { Self.item($0, "direct_identifier", "result.md", 3) })
            #expect(items.contains { Self.item($0, "direct_identifier", "t.csv", 3) })
            // The report does not spread what it found.
            #expect(!report.text.contains("rita@nordmark"))
            #expect(!report.text.contains("otto.ek@"))
            _ = try await finding.act("accept", as: finding.moderator).expecting(200)
            #expect(try await finding.get().json["state"]?.string == "submitted")
        }
    }

    @Test func `rows copied from a release are found, whatever separates their cells`() async throws {
        try await TestApp.run { app in
            // Of which two delimiters make a table; what a person said of it is what counts.
            let released = try await app.draftRelease()
            let rows = Self.rows.map { $0.replacing(",", with: ";") + ";new, dry" }
            let table = (["region;kind;size;note, short"] + rows).joined(separator: "\n") + "\n"
            let put = try await app.upload(Array(table.utf8), as: "pumps.csv", to: released).expecting(201)
            #expect(put.json["dialect"] == .null)
            let said = try await app.client.send(
                "PATCH",
                released.path + "/files/pumps.csv",
                token: released.officer,
                body: Array(#"{"dialect":{"delimiter":"semicolon"}}"#.utf8),
                headers: ["If-Match": "*"]
            )
            #expect(try said.expecting(200).json["columns"]?.array?.count == 4)
            try await Self.letOut(released, app, further: ["note, short": "other"])
            let finding = try await Self.another(on: released, app)
            let markdown =
                "# Rows\n\n| region | kind | size | note |\n|---|---|---|---|\n| north | pump | large size | new, dry |\n"
            try await finding.addParts(text: markdown)
            let comma = "region,kind,size,note\nsouth,valve,large size,\"new, dry\"\n"
            _ = try await finding.upload(Array(comma.utf8), as: "comma.csv", type: "text/csv").expecting(201)
            let semicolon = "region;kind;size;note\nsouth;fan;large size;new, dry\n"
            _ = try await finding.upload(Array(semicolon.utf8), as: "semi.csv", type: "text/csv")
                .expecting(201)
            let clean = "region,kind,rate\nnorth,pump,0.25 a year\n"
            _ = try await finding.upload(Array(clean.utf8), as: "clean.csv", type: "text/csv").expecting(201)
            _ = try await finding.submit().expecting(200)
            try await finding.workEnded()
            #expect(try await finding.get().gate("screening") == "failed")
            let items = try await finding.report().json["items"]?.array ?? []
            #expect(items.contains { Self.item($0, "copied_row", "result.md", 5) }, "\(items)")
            #expect(items.contains { Self.item($0, "copied_row", "comma.csv", 2) }, "\(items)")
            #expect(items.contains { Self.item($0, "copied_row", "semi.csv", 2) }, "\(items)")
            #expect(!items.contains { $0["file"]?.string == "clean.csv" }, "\(items)")
        }
    }

    @Test func `what cannot be read stands in the way, and what is read as text does not`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            try await finding.addParts()
            _ = try await finding.upload(
                [1, 0, 2, 0, 255],
                as: "model.bin",
                type: "application/octet-stream"
            )
            .expecting(201)
            _ = try await finding.upload([], as: "empty.csv", type: "text/csv").expecting(201)
            let ragged = Array("a,b\n1\n1,2,3\n".utf8)
            _ = try await finding.upload(ragged, as: "ragged.csv", type: "text/csv").expecting(201)
            _ = try await finding.submit().expecting(200)
            try await finding.workEnded()
            #expect(try await finding.get().gate("screening") == "failed")
            let report = try await finding.report()
            let items = report.json["items"]?.array ?? []
            #expect(items.contains { Self.item($0, "unread", "model.bin", nil) && $0["severity"] == "fail" })
            for table in ["ragged.csv", "empty.csv"] {
                #expect(
                    items.contains { Self.item($0, "not_a_table", table, nil) && $0["severity"] == "review" }
                )
            }
            #expect(report.json["fail_count"]?.integer == 1)
        }
    }

    @Test func `a moderator's exception passes a failed screening`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app, text: "Ask rita@nordmark.example.org.\n")
            let seen = try await finding.get(as: finding.moderator)
            #expect(seen.actions.contains("exception"))
            let other = try await app.person("Mia", platform: [.moderator]).token
            _ = try await finding.act("accept", as: other).expecting(200)
            let excepted = try await finding.act("exception", as: finding.moderator)
            #expect(excepted.status == 200)
            #expect(excepted.gate("screening") == "excepted")
            try await finding.workEnded()
            #expect(try await finding.get().json["state"]?.string == "published")
        }
    }

    @Test func `there is no exception from a screening that passed`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            #expect(try await finding.act("exception", as: finding.moderator).code == "wrong_state")
        }
    }

    @Test func `the report is for authors, moderators and administrators`() async throws {
        try await TestApp.run { app in
            let (finding, released) = try await Self.using(app)
            try await finding.addParts()
            let early = try await finding.report()
            #expect(early.status == 404)
            _ = try await finding.submit().expecting(200)
            try await finding.workEnded()
            let admin = try await app.person("Adam", platform: [.admin]).token
            for token in [finding.token, finding.moderator, admin] {
                #expect(try await finding.report(as: token).status == 200)
            }
            let officer = try await app.person("Carl", in: released.provider, as: [.clearanceOfficer]).token
            #expect(try await finding.get(as: officer).status == 200)
            let stranger = try await app.person("Sten").token
            for token in [officer, stranger] {
                #expect(try await finding.report(as: token).isHidden(like: early))
            }
        }
    }

    /// A finding that uses a release whose rows are telling, and the release.
    static func using(_ app: TestApp) async throws -> (FindingCase, DatasetFixture) {
        let released = try await threeColumns(app)
        return (try await another(on: released, app), released)
    }

    /// A release whose rows are wide enough to be found again.
    static func threeColumns(_ app: TestApp) async throws -> DatasetFixture {
        let released = try await app.draftRelease()
        let table = Array((["region,kind,size"] + rows).joined(separator: "\n").utf8) + [10]
        _ = try await app.upload(table, as: "pumps.csv", to: released).expecting(201)
        try await letOut(released, app)
        return released
    }

    private static let rows = (0..<48).map {
        "\($0 % 2 == 0 ? "north" : "south"),\(["pump", "valve", "fan"][$0 / 2 % 3]),large size"
    }

    private static func letOut(
        _ released: DatasetFixture,
        _ app: TestApp,
        further: [String: JSON] = [:]
    ) async throws {
        let roles: [String: JSON] = ["region": "quasi", "kind": "sensitive", "size": "other"]
        let all = JSON.object(roles.merging(further) { $1 })
        _ = try await app.assign(all, in: "pumps.csv", of: released).expecting(200)
        _ = try await app.measure(released).expecting(200)
        _ = try await app.act("release", on: released, token: released.moderator).expecting(200)
    }

    /// A finding of an author of its own on a release.
    static func another(on released: DatasetFixture, _ app: TestApp) async throws -> FindingCase {
        let finding = try await FindingCase.begin(app)
        _ = try await app.grantAccess(to: released, for: finding.token).expecting(200)
        let used: JSON = ["releases": [["dataset": .string(released.dataset), "sequence": 1]]]
        _ = try await finding.put("releases", used).expecting(200)
        return finding
    }

    private static func item(_ item: JSON, _ rule: String, _ file: String, _ line: Int64?) -> Bool {
        item["rule"]?.string == rule && item["file"]?.string == file && item["line"]?.integer == line
    }
}
