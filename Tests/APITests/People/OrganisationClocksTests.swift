// SPDX-License-Identifier: Apache-2.0
import JSON
import Store
import TestSupport
import Testing

/// `/v1/organisations/{pid}/clocks`: public, and silent about what still waits.
@Suite struct OrganisationClocksTests {
    @Test func `a lapse shows, and what waits does not`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let path = "/v1/organisations/\(fixture.data.provider.pid)/clocks"
            let before = try await app.client.get(path).expecting(200)
            #expect(before.json["clearances"]?["decided"] == 0)
            #expect(before.json["clearances"]?["median_days"] == .null)
            #expect(before.json["name"]?.string == fixture.data.provider.name)
            try await app.advanceClock(days: 31)
            let after = try await app.until("the lapse", at: path) { $0.json["clearances"]?["decided"] == 1 }
            #expect(after.json["clearances"]?["lapsed"] == 1)
            let median = after.json["clearances"]?["median_days"]
            #expect(median == 31 || median == .number(31))
            let again = try await app.client.get(path, headers: ["If-None-Match": after["etag"] ?? ""])
            #expect(again.status == 304)
            #expect(try await app.client.get("/v1/organisations/or-000000000000/clocks").status == 404)
        }
    }
}
