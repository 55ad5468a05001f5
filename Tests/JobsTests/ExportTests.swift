// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Jobs
import Postgres
import Publication
import Server
import Store
import TestSupport
import Testing

/// The nightly export against the database that it is made of.
@Suite struct ExportTests {
    @Test func `the export holds exactly the published set, and a withdrawal shows in the delta`()
        async throws
    {
        try await TestApp.run { app in
            let (fixture, first) = try await app.published()
            let (_, second) = try await app.published(["kind": "negative"], over: fixture.data)
            let embargo = TestApp.day(20)
            let waiting = try await app.submittedFinding(["release_at": embargo], over: fixture.data)
            try await app.openGates(of: waiting)
            let hidden = try await app.publication(of: waiting, state: "publishable")

            let one = try await app.export()
            #expect(Self.counts(one) == [2, 0, 2, 0])
            try await verify(app)
            var records = try Self.records(one)
            #expect(records.map { $0.pid } == [first, second].sorted())
            #expect(!records.contains { $0.text.contains(hidden) })
            for record in records {
                let served = try await app.client.get("/v1/publications/\(record.pid)").text
                #expect(record.text.contains(served))
            }

            try await app.withdraw(first, by: fixture.author)
            let two = try await app.export()
            #expect(Self.counts(two) == [1, 1, 0, 1])
            #expect(two.manifest.previous?.manifest == (try Self.digest(of: one)))
            try await verify(app)

            try await app.advanceClock(days: 21)
            _ = try await app.until("the day of release", at: "/v1/publications/\(hidden)") {
                $0.status == 200
            }
            let three = try await app.export()
            #expect(Self.counts(three) == [2, 1, 1, 0])
            try await verify(app)
            records = try Self.records(three)
            #expect(Set(records.map { $0.pid }) == [first, second, hidden])

            let four = try await app.export()
            #expect(Self.counts(four) == [2, 1, 0, 0])
            let states: [String] = try await app.asSuperuser { db in
                try db.scalars("SELECT state FROM export_runs ORDER BY number")
            }
            #expect(states == ["current", "current", "current", "current"])
        }
    }

    @Test func `what is hidden is in no export until it is shown again`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let (_, other) = try await app.published(["kind": "negative"], over: fixture.data)
            #expect(Self.counts(try await app.export()) == [2, 0, 2, 0])
            let path = "/v1/publications/\(pid)"
            _ = try await app.act("hide", at: path, token: fixture.data.moderator).expecting(200)
            let without = try await app.export()
            #expect(Self.counts(without) == [1, 0, 0, 0])
            #expect(without.manifest.counts.hide == 1)
            #expect(try Self.records(without).map { $0.pid } == [other])
            try await verify(app)
            #expect(try await difference(app, from: without.path) == [])
            // One that begins with it hidden has nothing to take out.
            let still = try await app.export()
            #expect(Self.counts(still) == [1, 0, 0, 0])
            #expect(still.manifest.counts.hide == 0)
            try await app.advanceClock(days: 10)
            _ = try await app.until("it is shown again", at: path) { $0.status == 200 }
            let again = try await app.export()
            #expect(Self.counts(again) == [2, 0, 1, 0])
            try await verify(app)
            #expect(Set(try await difference(app, from: without.path)) == [pid])
        }
    }

    @Test func `an export of nothing is whole too`() async throws {
        try await TestApp.run { app in
            let summary = try await app.export()
            #expect(Self.counts(summary) == [0, 0, 0, 0])
            try await verify(app)
        }
    }

    @Test func `a database that has moved on is told from its export`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let summary = try await app.export()
            try await app.withdraw(pid, by: fixture.author)
            let (_, later) = try await app.published(over: fixture.data)
            let difference = try await difference(app, from: summary.path)
            #expect(Set(difference) == [pid, later])
        }
    }

    @Test func `the exporter sees what is published and no table behind it`() async throws {
        try await TestApp.run { app in
            let tables: [String] = try await app.asSuperuser { db in
                try db.scalars("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
            }
            #expect(tables.count > 20)
            for role in ["teahouse_exporter", "teahouse_public"] {
                let readable: [String] = try await app.asSuperuser { db in
                    try db.scalars(
                        """
                        SELECT c.relname::text FROM pg_class c
                        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
                            AND has_any_column_privilege(\(role), c.oid, 'SELECT')
                        """
                    )
                }
                #expect(readable == [], "\(role)")
                for statement: SQL in [
                    "SELECT count(*) FROM public.publications", "SELECT count(*) FROM public.findings",
                    "SELECT count(*) FROM public.tokens",
                    "SELECT public.platform_now()",
                ] {
                    let error = await #expect(throws: PostgresError.self) {
                        try await app.asRole(role) { db in _ = try db.execute(statement) }
                    }
                    #expect(error?.sqlState == "42501", "\(statement.text)")
                }
                let seen: Int64? = try await app.asRole(role) { db in
                    try db.scalar("SELECT count(*) FROM published.publications")
                }
                #expect(seen == 0)
            }
        }
    }

    /// The current snapshot is whole by itself and the same as the database.
    private func verify(_ app: TestApp) async throws {
        let result = try ExportVerifier(directory: app.state.export).verify()
        #expect(result.isValid, "\(result.checks)")
        #expect(try await difference(app, from: app.state.export + "/current") == [])
    }

    private func difference(_ app: TestApp, from snapshot: String) async throws -> [String] {
        let exporter = app.pool(of: "teahouse_exporter")
        let result: Result<[String], any Error>
        do {
            result = .success(try await ExportReconciliation(exporter).difference(from: snapshot))
        } catch {
            result = .failure(error)
        }
        await exporter.shutdown()
        return try result.get()
    }

    private static func records(_ summary: ExportSummary) throws -> [(pid: String, text: String)] {
        let exported = try ExportedRecords(snapshot: summary.path)
        var records: [(String, String)] = []
        while let line = try exported.next() {
            let json = try JSON(parsing: line, limits: .trusted)
            records.append((json["pid"]?.string ?? "", String(decoding: line, as: UTF8.self)))
        }
        return records
    }

    /// Published, withdrawn, and the delta's lines that put and that withdraw.
    private static func counts(_ summary: ExportSummary) -> [Int] {
        let counts = summary.manifest.counts
        return [counts.published, counts.withdrawn, counts.put, counts.withdraw]
    }

    private static func digest(of summary: ExportSummary) throws -> Digest {
        Digest(hashing: try summary.manifest.canonical())
    }
}
