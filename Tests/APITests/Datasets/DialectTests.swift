// SPDX-License-Identifier: Apache-2.0
import Anonymity
import JSON
import Postgres
import Tables
import TestSupport
import Testing

/// `PATCH …/files/{name}`: how a release's table is written, found or said, and kept with it.
@Suite struct DialectTests {
    /// Decimal commas, semicolons and letters of Windows-1252.
    private static let german: [UInt8] =
        Array("Halle;St\u{F6}rung;Wert\n".unicodeScalars.map { UInt8($0.value) })
        + (0..<48).flatMap { row in
            Array("\(row % 2 == 0 ? "Nord" : "Sued");\(["pumpe", "ventil", "fan"][row / 2 % 3]);1,5\n".utf8)
        }
    private static let roles: JSON = ["Halle": "quasi", "Störung": "sensitive", "Wert": "other"]

    private func say(
        _ dialect: JSON,
        _ name: String,
        _ app: TestApp,
        _ fixture: DatasetFixture,
        tag: String? = "*",
        token: String? = nil
    ) async throws -> TestResponse {
        try await app.client.send(
            "PATCH",
            "\(fixture.path)/files/\(name)",
            token: token ?? fixture.officer,
            body: (["dialect": dialect] as JSON).canonical,
            headers: tag.map { ["If-Match": $0] } ?? [:]
        )
    }

    @Test func `what is not clear is refused with its remedy, said, measured and described as it is`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let stored = try await app.upload(Self.german, as: "g.csv", to: fixture).expecting(201)
            #expect(stored.json["dialect"] == .null)
            #expect(stored.json["columns"] == [])
            #expect(
                stored.json["unclear"]?["remedies"]
                    == [["encoding": "windows-1252"], ["encoding": "gb18030"]]
            )
            let unclear = try await app.act("measure", on: fixture, token: fixture.officer, reason: nil)
            #expect(unclear.code == "dialect_unclear")
            let error = unclear.json["errors"]?.array?.first
            #expect(error?["pointer"] == "/files/g.csv/dialect")
            let remedy = #"PATCH …/files/g.csv {"dialect":{"encoding":"windows-1252"}}"#
            #expect(error?["detail"]?.string?.contains(remedy) == true)

            // Refused in the order of all acts, and nothing of it is kept.
            let stranger = try await app.person("Sten").token
            #expect(try await say([:], "g.csv", app, fixture, token: stranger).status == 404)
            #expect(try await say([:], "g.csv", app, fixture, tag: nil).status == 428)
            #expect(try await say([:], "g.csv", app, fixture, tag: "\"old\"").status == 412)
            #expect(try await say([:], "none.csv", app, fixture).status == 404)
            for (dialect, pointer) in [
                ([:], "/dialect/encoding"), (["encoding": "ascii"], "/dialect/encoding"),
                (["skip_lines": -1], "/dialect/skip_lines"), (["comment": "#"], "/dialect/comment"),
                (["decimal": "comma", "thousands": "comma"], "/dialect/thousands"),
            ] as [(JSON, String)] {
                let refused = try await say(dialect, "g.csv", app, fixture).expecting(422)
                #expect(refused.json["errors"]?.array?.first?["pointer"] == .string(pointer))
            }
            let columns = try await app.client.get(
                fixture.path + "/files/g.csv/columns",
                token: fixture.officer
            )
            #expect(columns.json["columns"] == [])
            let said = try await say(
                ["encoding": "windows-1252"],
                "g.csv",
                app,
                fixture,
                tag: columns["etag"]
            ).expecting(200)
            let dialect: JSON = [
                "encoding": "windows-1252", "delimiter": "semicolon", "quote": "double", "decimal": "comma",
                "thousands": "none", "dates": "iso", "skip_lines": 0, "has_index_column": false,
            ]
            #expect(said.json["dialect"] == dialect)
            #expect(said.json["unclear"] == nil)
            _ = try await app.assign(Self.roles, in: "g.csv", of: fixture).expecting(200)
            // What was said of the columns stays while they are there.
            let other = try await say(
                ["encoding": "gb18030"],
                "g.csv",
                app,
                fixture
            )
            let readings = other.json["columns"]?.array?.map { $0["role"] }
            #expect(readings == ["quasi", .null, "other"])
            _ = try await say(dialect, "g.csv", app, fixture).expecting(200)
            _ = try await app.assign(Self.roles, in: "g.csv", of: fixture).expecting(200)

            let measured = try await app.measure(fixture)
            #expect(measured.json["state"] == "in_review")
            #expect(measured.json["report"]?["is_current"] == true)
            let report = try await app.client.get(fixture.path + "/report", token: fixture.officer).json
            let reading = report["files"]?.array?.first?["report"]?["reading"]
            #expect(reading?["dialect"] == dialect)
            #expect(try await say([:], "g.csv", app, fixture).code == "wrong_state")
            _ = try await app.act("release", on: fixture, token: fixture.moderator).expecting(200)
            let shown = try await app.client.get(fixture.path).json["files"]?.array?.first
            #expect(shown?["dialect"] == dialect)
            let package = try await app.client.get(fixture.path + "/formats/datapackage.json").json
            let resource = package["resources"]?.array?.first
            #expect(resource?["encoding"] == "windows-1252")
            #expect(resource?["dialect"]?["delimiter"] == ";")
        }
    }

    @Test func `two delimiters that cut alike wait for a word, and a file of before reads by commas`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let tie = Array("a,b;c\n1,2;3\n".utf8)
            let stored = try await app.upload(tie, as: "t.csv", to: fixture).expecting(201)
            #expect(
                stored.json["unclear"]?["remedies"] == [["delimiter": "comma"], ["delimiter": "semicolon"]]
            )
            let said = try await say(["delimiter": "semicolon"], "t.csv", app, fixture).expecting(200)
            #expect(said.json["columns"]?.array?.map { $0["name"] } == ["a,b", "c"])

            _ = try await app.upload(TestApp.pumps, as: "t.csv", to: fixture).expecting(201)
            _ = try await app.assign(TestApp.pumpRoles, in: "t.csv", of: fixture).expecting(200)
            let (before, after, all) = try await app.asSuperuser { db -> ([UInt8]?, [UInt8]?, [Bool]) in
                func fingerprint() throws -> [UInt8]? {
                    try db.scalar("SELECT release_fingerprint(release) FROM release_files")
                }
                let before = try fingerprint()
                try db.execute("UPDATE release_files SET dialect = NULL")
                let all = try Self.dialects().map { dialect in
                    try db.value("SELECT is_dialect(\(RawJSON(dialect.canonical))::jsonb)") as Bool
                }
                return (before, try fingerprint(), all)
            }
            #expect(before != after)
            #expect(!all.contains(false))
            #expect(try await app.measure(fixture).json["state"] == "in_review")
        }
    }

    /// One with each case that the program knows.
    private static func dialects() -> [JSON] {
        Dialect.Encoding.allCases.map { Dialect(encoding: $0).json }
            + Dialect.Delimiter.allCases.map { Dialect(delimiter: $0).json }
            + Dialect.Decimal.allCases.map { Dialect(decimal: $0).json }
            + Dialect.Thousands.allCases.map { Dialect(thousands: $0).json }
            + Dialect.Dates.allCases.map { Dialect(dates: $0).json }
            + [Dialect(skipLines: 1000, hasIndexColumn: true).json]
    }
}
