// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import JSON
import TestSupport
import Testing

/// What one party has measured holds up nobody else.
@Suite struct HostileWorkTests {
    /// Looks again and again whether something holds that nobody announces, with a request between two looks.
    private static func ask(_ app: TestApp, until holds: () throws -> Bool) async throws {
        let start = ContinuousClock.now
        while try !holds() {
            guard ContinuousClock.now - start < .seconds(40) else { throw CancellationError() }
            _ = try await app.client.get("/healthz").expecting(200)
        }
    }

    @Test func `a hostile table costs its owner an error and nobody else anything`() async throws {
        try await TestApp.runOutside { app, server in
            // The first of each kind reads catalogues and plans statements.
            let first = try await app.published()
            let data = first.fixture.data
            let hostile = try await app.draftRelease()

            // 2000 quasi-identifiers are refused before anything of them is enumerated.
            let names = (0..<2000).map { "q\($0)" }
            let wide = [names, names, names].map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
            _ = try await app.upload(Array(wide.utf8), as: "t.csv", to: hostile).expecting(201)
            let all = JSON.object(Dictionary(uniqueKeysWithValues: names.map { ($0, "quasi") }))
            _ = try await app.assign(all, in: "t.csv", of: hostile).expecting(200)
            #expect(try await app.measure(hostile).code == "too_many_quasi")

            _ = try await app.upload(Array(HostileTable.text.utf8), as: "t.csv", to: hostile).expecting(201)
            _ = try await app.assign(HostileTable.roles, in: "t.csv", of: hostile).expecting(200)
            let before = try server.memory()
            try server.forgetPeak()
            let asked = try await app.act("measure", on: hostile, token: hostile.officer, reason: nil)
            #expect(asked.status == 202)
            try await Self.ask(app) { try server.hasWorker() }

            // Another's finding passes screening and is certified as if alone.
            _ = try await app.published(over: data)
            #expect(try server.hasWorker())
            #expect(try server.peak() < before + 16 << 20)

            // And the work ends when its owner wants it to.
            let start = ContinuousClock.now
            _ = try await app.act("stop", on: hostile, token: hostile.officer).expecting(200)
            try await Self.ask(app) { try !server.hasWorker() }
            // Within a second, of a machine that has nothing else to do.
            #expect(ContinuousClock.now - start < .seconds(5))
            let release = try await app.client.get(hostile.path, token: hostile.officer)
            #expect(release.json["state"]?.string == "draft")
        }
    }
}
