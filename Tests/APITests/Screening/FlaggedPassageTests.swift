// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Server
import TestSupport
import Testing

/// What the screening does with passages to which a provider objected, and with releases that are gone.
@Suite struct FlaggedPassageTests {
    private static let secret = "Bearing 6204 fails first."
    private static let rest =
        "# Result\n\n" + String(repeating: "Pumps wear sooner in the north.\n", count: 9)

    @Test func `a passage that was conceded must not stand in a later version`() async throws {
        try await TestApp.run { app in
            let released = try await app.release()
            let finding = try await Self.using(released, app, text: Self.rest + Self.secret + "\n")
            let officer = try await app.person("Otto", in: released.provider, as: [.clearanceOfficer]).token
            _ = try await finding.submit().expecting(200)
            try await finding.workEnded()
            let flag = try await Self.flag(finding, as: officer)
            _ = try await app.act("concede", at: flag, token: finding.token).expecting(200)

            let moved = "A new beginning.\n" + Self.secret
            try await Self.submitNext(2, moved, finding)
            #expect(try await finding.get(2).gate("screening") == "failed")
            let report = try await finding.report(version: 2)
            #expect(report.json["items"]?.array?.map { $0["rule"]?.string } == ["flagged_passage"])

            try await Self.submitNext(3, Self.rest, finding)
            #expect(try await finding.get(3).gate("screening") == "passed")
            let resolved = try await app.client.get(flag, token: officer)
            #expect(resolved.json["state"]?.string == "resolved")
        }
    }

    @Test func `a passage that had to go does not come back rewritten, and one that is near is shown`()
        async throws
    {
        try await TestApp.run { app in
            let released = try await app.release()
            let finding = try await Self.using(released, app, text: Self.rest + Self.secret + "\n")
            let officer = try await app.person("Otto", in: released.provider, as: [.clearanceOfficer]).token
            _ = try await finding.submit().expecting(200)
            try await finding.workEnded()
            let flag = try await Self.flag(finding, as: officer)
            _ = try await app.act("concede", at: flag, token: finding.token).expecting(200)

            // One more blank, then others of its kind; the flag goes on as it was.
            let spellings = [
                "Bearing 6204  fails first.", "BEARING **6204** fa<b>i</b>ls first!",
                "Bear\u{AD}ing 6204\nfails first",
                "Bearing 6,204 fails &#102;irst.",
                // No words any more: turned round, a letter a line, run together, and in percent-encoding.
                ".tsrif sliaf 4026 gniraeB", Self.secret.map(String.init).joined(separator: "\n"),
                "bearing6204failsfirst", "%42earing%206204%20fails%20first.",
            ]
            for (index, spelling) in spellings.enumerated() {
                let number = index + 2
                try await Self.submitNext(number, Self.rest + spelling, finding)
                #expect(try await finding.get(number).gate("screening") == "failed", "\(spelling)")
                let report = try await finding.report(version: number)
                #expect(report.json["items"]?.array?.map { $0["rule"]?.string } == ["flagged_passage"])
                #expect(try await app.client.get(flag, token: officer).json["state"] == "conceded")
            }
        }
    }

    @Test func `a passage that had to go stands in the description neither`() async throws {
        try await TestApp.run { app in
            let released = try await app.release()
            let text = Self.rest + "We saw that bearing 6204 of the north pump fails first.\n"
            let finding = try await Self.using(released, app, text: text)
            let officer = try await app.person("Otto", in: released.provider, as: [.clearanceOfficer]).token
            _ = try await finding.submit().expecting(200)
            try await finding.workEnded()
            let first = Self.rest.utf8.count
            let flag = try await Self.flag(finding, as: officer, first..<text.utf8.count - 1)
            _ = try await app.act("concede", at: flag, token: finding.token).expecting(200)

            let said = "We saw that Bearing 6204, of the north pump, fails first."
            try await Self.submitNext(2, Self.rest, finding, abstract: .string(said))
            let items = try await finding.report(version: 2).json["items"]?.array ?? []
            #expect(items.map { $0["rule"]?.string } == ["flagged_passage"])
            #expect(items.first?["file"] == "/description")
        }
    }

    @Test func `what cannot be compared with a release that is gone does not pass`() async throws {
        try await TestApp.run { app in
            let released = try await app.release()
            let finding = try await Self.using(released, app, text: Self.rest)
            let digest: [UInt8]? = try await app.asSuperuser { db in
                try db.scalar("SELECT digest FROM release_files")
            }
            let hex = Digest(bytes: digest ?? [])?.hex ?? ""
            try FileManager.default.removeItem(atPath: "\(app.state.files)/sha256/\(hex.prefix(2))/\(hex)")
            _ = try await finding.submit().expecting(200)
            try await finding.workEnded()
            #expect(try await finding.get().gate("screening") == "failed")
            let items = try await finding.report().json["items"]?.array ?? []
            #expect(Set(items.map { $0["rule"]?.string }) == ["not_compared"])
            // The way out.
            _ = try await finding.act("exception", as: finding.moderator).expecting(200)
        }
    }

    private static func using(_ released: DatasetFixture, _ app: TestApp, text: String) async throws
        -> FindingCase
    {
        let finding = try await FindingCase.begin(app)
        try await finding.addParts(text: text)
        _ = try await app.grantAccess(to: released, for: finding.token).expecting(200)
        let used: JSON = ["releases": [["dataset": .string(released.dataset), "sequence": 1]]]
        _ = try await finding.put("releases", used).expecting(200)
        return finding
    }

    /// Objects to the secret on the provider's behalf; returns where the flag is.
    private static func flag(
        _ finding: FindingCase,
        as officer: String,
        _ bytes: Range<Int> = rest.utf8.count..<rest.utf8.count + secret.utf8.count
    ) async throws -> String {
        let version = try await finding.get(as: officer)
        let clearance = version.json["gates"]?["clearances"]?.array?.first?["pid"]?.string ?? ""
        let flag = try await finding.app.client.post(
            "/v1/clearances/\(clearance)/flags",
            token: officer,
            [
                "file_digest": version.json["files"]?.array?.first?["digest"] ?? .null,
                "first_byte": .integer(Int64(bytes.lowerBound)),
                "last_byte": .integer(Int64(bytes.upperBound) - 1),
                "category": "confidential", "note": "A supplier's figure.",
            ],
            headers: ["If-Match": "*"]
        )
        return try flag.expecting(201)["location"] ?? ""
    }

    /// Submits the next version with other text and waits for its screening.
    private static func submitNext(
        _ number: Int,
        _ text: String,
        _ finding: FindingCase,
        abstract: JSON = "Pumps wear."
    ) async throws {
        _ = try await finding.nextVersion().expecting(201)
        _ = try await finding.upload(Array(text.utf8), as: "result.md", version: number).expecting(201)
        _ = try await finding.patch(["abstract": abstract], version: number).expecting(200)
        _ = try await finding.submit(version: number).expecting(200)
        try await finding.workEnded(version: number)
    }
}
