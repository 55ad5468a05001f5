// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Statistics that disclose something about single units stop at the first gate.
@Suite struct OutputScreeningTests {
    private static func submit(_ finding: FindingCase, _ table: String) async throws -> [JSON] {
        try await finding.addParts(text: "# Result\n\nSee the table.\n")
        _ = try await finding.upload(Array(table.utf8), as: "counts.csv", type: "text/csv").expecting(201)
        _ = try await finding.submit().expecting(200)
        try await finding.workEnded()
        return try await finding.report().json["items"]?.array ?? []
    }

    @Test func `a small count closes the gate and is named by line and column`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let items = try await Self.submit(finding, "site,n,max\nA,120,9\nB,4,7\n")
            #expect(try await finding.get().gate("screening") == "failed")
            let low = items.first { $0["rule"] == "low_count" }
            #expect(low?["file"] == "counts.csv")
            #expect(low?["line"] == 3)
            #expect(low?["severity"] == "fail")
            #expect(low?["detail"]?.string?.hasPrefix("n: 4") == true)
            #expect(items.contains { $0["rule"] == "extreme" && $0["severity"] == "note" })
        }
    }

    @Test func `two findings on one release do not count the same with a few between them`() async throws {
        try await TestApp.run { app in
            let (first, released) = try await ScreeningTests.using(app)
            #expect(try await Self.submit(first, "site,n\nNorth,120\nSouth,80\n") == [])
            #expect(try await first.get().gate("screening") == "passed")

            let second = try await ScreeningTests.another(on: released, app)
            let items = try await Self.submit(second, "Site,N\nnorth,117\nSouth,80\nEast,60\n")
            #expect(items.count == 1)
            #expect(items.first?["rule"] == "differencing")
            #expect(items.first?["line"] == 2)
            #expect(items.first?["detail"]?.string?.contains("differs by 3") == true)
            #expect(try await second.get().gate("screening") == "failed")

            // Far apart is no difference to take, and neither is the own finding's next version.
            let third = try await ScreeningTests.another(on: released, app)
            #expect(try await Self.submit(third, "site,n\nNorth,135\n") == [])
        }
    }

    @Test func `what was counted is kept without its words, and nobody reads it`() async throws {
        try await TestApp.run { app in
            let (finding, _) = try await ScreeningTests.using(app)
            _ = try await Self.submit(finding, "site,n\nCanary,120\n")
            let kept = try await app.asSuperuser { db -> [String] in
                try db.scalars("SELECT row_to_json(c)::text FROM finding_counts c")
            }
            #expect(kept.count == 1)
            #expect(!kept.joined().lowercased().contains("canary"))
            let seen: Int? = try await app.asRole("teahouse_app") { db in
                try db.scalar("SELECT count(*) FROM finding_counts")
            }
            #expect(seen == 0)
        }
    }
}
