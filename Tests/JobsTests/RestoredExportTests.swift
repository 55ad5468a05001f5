// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Jobs
import Publication
import Server
import TestSupport
import Testing
import Workflow

/// The export of a database that was put back to a day before the last one.
@Suite struct RestoredExportTests {
    @Test func `what a restore lost stops the export, which says how it goes on, and goes on so`()
        async throws
    {
        try await TestApp.run { app in
            let (fixture, first) = try await app.published()
            _ = try await app.sealedLog()
            _ = try await app.export()
            let backup = try await app.backup()
            let (_, second) = try await app.published(["kind": "negative"], over: fixture.data)
            _ = try await app.sealedLog()
            for _ in 1...2 { _ = try await app.export() }
            try await app.restore(backup)

            // The state folder was put back too: only the export knows.
            let keys = app.state.keys
            try FileManager.default.removeItem(atPath: HighCheckpoint(in: keys).path)
            let behind = await #expect(throws: SigningRefused.self) { _ = try await app.export() }
            let named = "teahouse admin log resume --newest "
            let said = "\(behind.map { "\($0)" } ?? "")"
            let path = String(try #require(said.range(of: named).map { said[$0.upperBound...] }))
            #expect(path.hasSuffix("/log/checkpoint"))
            let newest = try #require(
                SignedCheckpoint(try String(contentsOfFile: path, encoding: .utf8))
            )
            _ = try await app.asRole("teahouse_platform") { db in
                try db.resumeLog(after: newest, signedIn: keys)
            }
            _ = try await app.sealedLog()

            let missing = await #expect(throws: ExportError.self) { _ = try await app.export() }
            #expect(missing == .disappeared(try #require(PID(second))))
            #expect("\(try #require(missing))".contains("teahouse export --start-anew"))
            let anew = try await app.export(startsAnew: true)
            #expect(anew.manifest.previous == nil && anew.manifest.counts.published == 1)
            #expect(anew.manifest.counts.put == 1)
            let next = try await app.export()
            #expect(next.manifest.run > anew.manifest.run && next.manifest.counts.put == 0)
            let result = try ExportVerifier(directory: app.state.export).verify()
            #expect(result.isValid, "\(result.checks)")
            #expect(try await app.client.get("/v1/publications/\(first)").status == 200)
        }
    }
}
