// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import TestSupport
import Testing

/// Submissions and appeals of one finding, as often as they may be.
@Suite struct AttentionQuotaTests {
    @Test func `of one finding two are possible in ten days, and the refusal says when there is another`()
        async throws
    {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            _ = try await finding.act("retract", as: finding.token).expecting(200)
            _ = try await finding.nextVersion().expecting(201)
            try await app.advanceClock(days: 4)
            func submit(_ version: Int) async throws -> TestResponse {
                try await finding.act("submit", version: version, as: finding.token, [:])
            }
            _ = try await submit(2).expecting(200)
            _ = try await finding.act("request_changes", version: 2, as: finding.moderator).expecting(200)
            for (event, version) in [("appeal", 2), ("submit", 3)] {
                if version == 3 { _ = try await finding.nextVersion().expecting(201) }
                let body: JSON = event == "submit" ? [:] : ["reason": "R."]
                let refused = try await finding.act(event, version: version, as: finding.token, body)
                #expect(refused.status == 409 && refused.code == "attention_spent")
                #expect(refused.json["detail"]?.string?.contains("again from 2") == true)
            }
            #expect(try await finding.get(2).json["state"] == "changes_requested")
            // Another finding of the same authors has its own.
            let university = finding.university
            let other = try await FindingCase.begin(app, by: finding.author, finding.token, of: university)
            try await other.addParts()
            _ = try await other.submit().expecting(200)
            // Ten days after the first of the two, not after the second.
            try await app.advanceClock(days: 6)
            _ = try await submit(3).expecting(200)
            _ = try await finding.act("reject", version: 3, as: finding.moderator).expecting(200)
            #expect(try await finding.act("appeal", version: 3, as: finding.token).code == "attention_spent")
            try await app.advanceClock(days: 4)
            _ = try await finding.act("appeal", version: 3, as: finding.token).expecting(200)
        }
    }

    @Test func `the database keeps it too`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let pid = finding.pid
            let error = await #expect(throws: PostgresError.self) {
                try await app.asSuperuser { db in
                    for _ in 1...2 {
                        _ = try db.query("SELECT ask(id) FROM findings WHERE pid = \(pid)")
                    }
                }
            }
            #expect(error?.constraint == "askings_bounded")
        }
    }
}
