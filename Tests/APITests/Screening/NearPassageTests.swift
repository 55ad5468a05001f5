// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Server
import TestSupport
import Testing

/// A version that has most words of a passage that had to go waits for somebody neutral.
@Suite struct NearPassageTests {
    private static let rest =
        "# Result\n\n" + String(repeating: "Pumps wear sooner in the north.\n", count: 9)
    private static let passage = "We saw that bearing 6204 of the north pump fails first."
    private static let near = "First to fail is bearing 6204 of the north pump, we saw."

    @Test func `a neutral moderator says that the passage is gone, and another one accepts`() async throws {
        try await TestApp.run { app in
            let (finding, flag, officer) = try await Self.conceded(app)
            try await Self.submit(2, Self.near, finding)
            let seen = try await finding.get(2, as: finding.moderator)
            #expect(seen.gate("screening") == "doubtful")
            #expect(seen.json["gates"]?["screening"]?["due_at"]?.string != nil)
            #expect(Set(seen.actions).isSuperset(of: ["gone", "stands"]))
            let item = try await finding.report(version: 2).json["items"]?.array?.first
            #expect(item?["rule"] == "near_passage" && item?["severity"] == "review")
            #expect(item?["line"] == .integer(12))
            let detail = item?["detail"]?.string ?? ""
            #expect(
                detail.contains("“\(Self.near.dropLast(8))") && detail.contains("“\(Self.passage)”"),
                "\(detail)"
            )
            let queue = try await app.client.get(
                "/v1/moderation/queue?kind=passage",
                token: finding.moderator
            )
            #expect(queue.json["items"]?.array?.map { $0["pid"]?.string } == [finding.pid])
            #expect(queue.json["items"]?.array?.first?["state"] == "doubtful")
            #expect(try await app.client.get(flag, token: officer).json["state"] == "conceded")

            for token in [finding.token, officer] {
                #expect(try await finding.act("gone", version: 2, as: token).status == 403)
            }
            _ = try await finding.act("accept", version: 2, as: finding.moderator).expecting(200)
            #expect(try await finding.act("gone", version: 2, as: finding.moderator).code == "two_gates")
            let other = try await app.person("Mara", platform: [.moderator]).token
            let gone = try await finding.act("gone", version: 2, as: other).expecting(200)
            #expect(gone.gate("screening") == "passed")
            #expect(try await app.client.get(flag, token: officer).json["state"] == "resolved")
            #expect(try await finding.act("gone", version: 2, as: other).code == "wrong_state")

            // It had to go, and does not come back.
            try await Self.submit(3, Self.passage, finding)
            #expect(try await finding.get(3).gate("screening") == "failed")
            // Nor by the way in which it went.
            try await Self.submit(4, Self.near, finding)
            #expect(try await finding.get(4).gate("screening") == "doubtful")
            _ = try await finding.act("gone", version: 4, as: other).expecting(200)
            #expect(try await finding.act("accept", version: 4, as: other).code == "two_gates")
        }
    }

    @Test func `a moderator says that it stands, and the version needs changes`() async throws {
        try await TestApp.run { app in
            let (finding, flag, officer) = try await Self.conceded(app)
            try await Self.submit(2, Self.near, finding)
            let stands = try await finding.act("stands", version: 2, as: finding.moderator).expecting(200)
            #expect(stands.json["state"] == "changes_requested")
            #expect(stands.gate("screening") == "upheld")
            #expect(try await app.client.get(flag, token: officer).json["state"] == "conceded")
        }
    }

    @Test func `silence goes to the administrators, and then means that it stands`() async throws {
        try await TestApp.run { app in
            let (finding, _, _) = try await Self.conceded(app)
            try await Self.submit(2, Self.near, finding)
            try await app.advanceClock(days: Deadlines.passageDecision)
            let path = finding.path(2)
            _ = try await app.until("the next hour", at: path, token: finding.token) {
                $0.gate("screening") == "unresolved"
            }
            let admin = try await app.person("Ada", platform: [.admin]).token
            #expect(try await finding.get(2, as: admin).actions.contains("gone"))
            try await app.advanceClock(days: Deadlines.passageEscalation)
            let late = try await app.until("the lapse", at: path, token: finding.token) {
                $0.gate("screening") == "upheld"
            }
            #expect(late.json["state"] == "changes_requested")
            #expect(try await finding.act("gone", version: 2, as: admin).code == "wrong_state")
        }
    }

    // MARK: What happens in several

    /// A finding whose first version has the passage, which its authors conceded, with the flag and a token
    /// of the provider's.
    private static func conceded(_ app: TestApp) async throws -> (FindingCase, String, String) {
        let released = try await app.release()
        let finding = try await FindingCase.begin(app)
        try await finding.addParts(text: rest + passage + "\n")
        _ = try await app.grantAccess(to: released, for: finding.token).expecting(200)
        let used: JSON = ["releases": [["dataset": .string(released.dataset), "sequence": 1]]]
        _ = try await finding.put("releases", used).expecting(200)
        let officer = try await app.person("Otto", in: released.provider, as: [.clearanceOfficer]).token
        _ = try await finding.submit().expecting(200)
        try await finding.workEnded()
        let version = try await finding.get(as: officer)
        let clearance = version.json["gates"]?["clearances"]?.array?.first?["pid"]?.string ?? ""
        let first = rest.utf8.count
        let raised = try await app.client.post(
            "/v1/clearances/\(clearance)/flags",
            token: officer,
            [
                "file_digest": version.json["files"]?.array?.first?["digest"] ?? .null,
                "first_byte": .integer(Int64(first)),
                "last_byte": .integer(Int64(first + passage.utf8.count - 1)),
                "category": "confidential", "note": "A supplier's figure.",
            ],
            headers: ["If-Match": "*"]
        )
        let flag = try raised.expecting(201)["location"] ?? ""
        _ = try await app.act("concede", at: flag, token: finding.token).expecting(200)
        return (finding, flag, officer)
    }

    /// Submits the next version with a last line, and waits for its screening.
    private static func submit(_ number: Int, _ line: String, _ finding: FindingCase) async throws {
        _ = try await finding.nextVersion().expecting(201)
        let text = "\(rest)\(line)\n"
        _ = try await finding.upload(Array(text.utf8), as: "result.md", version: number).expecting(201)
        _ = try await finding.submit(version: number).expecting(200)
        try await finding.workEnded(version: number)
    }
}
