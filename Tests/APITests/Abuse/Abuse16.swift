// SPDX-License-Identifier: Apache-2.0
import JSON
import TestSupport
import Testing

/// Cells that a spreadsheet would run.
@Suite struct Abuse16 {
    @Test func `abuse 16: a table leaves as it was measured, to be saved and not opened`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let table = Array(
                "kind,note\npump,\"=HYPERLINK(\"\"http://evil.example\"\")\"\nfan,@SUM(A1)\n".utf8
            )
            _ = try await app.upload(table, as: "notes.csv", to: fixture).expecting(201)
            let columns = try await app.client.get(
                fixture.path + "/files/notes.csv/columns",
                token: fixture.officer
            )
            #expect(columns["content-type"]?.hasPrefix("application/json") == true)
            let file = try await app.release()
            let served = try await app.client.get(file.path + "/files/pumps.csv", token: file.officer)
            #expect(served.body == TestApp.pumps)
            #expect(served["content-disposition"]?.hasPrefix("attachment;") == true)
            #expect(served["x-content-type-options"] == "nosniff")
            #expect(served["content-type"] == "text/csv")
        }
    }
}
