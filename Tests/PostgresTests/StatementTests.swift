// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Postgres

private struct Thing: Record {
    let id: Int
    let extra: Int?
    static var columns: SQL { "*" }

    init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        extra = row.isNull ? nil : try row.next()
    }
}

@Suite struct StatementTests {
    private static let prepared: SQL =
        "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%marked%'"

    @Test func `a statement is prepared once, by text and types`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1) { database, _ async throws in
            for number in 1...5 {
                #expect(try await database.one("SELECT \(number) AS marked") == number)
                #expect(try await database.one("SELECT \("\(number)") AS marked") == "\(number)")
            }
            #expect(try await database.one(StatementTests.prepared) == 3)
        }
    }

    @Test func `the statements kept are bounded`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1, { $0.statementCacheSize = 6 }) { database, _ in
            var columns: SQL = "1"
            for _ in 1...20 {
                columns.append(", 1")
                #expect(try await database.one("SELECT \(columns) AS marked") == 1)
            }
            let count: Int? = try await database.one(StatementTests.prepared)
            #expect(count.map { (1...7).contains($0) } == true)
        }
    }

    @Test func `nothing is prepared where that is turned off`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1, { $0.preparesStatements = false }) { database, _ in
            #expect(try await database.one("SELECT \(3) AS marked") == 3)
            try await database.run("CREATE TABLE t AS SELECT 1 AS id")
            #expect(try await database.one("SELECT count(*) FROM pg_prepared_statements") == 0)
        }
    }

    @Test func `an altered table's statements are prepared anew`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1) { database, _ in
            try await database.run("CREATE TABLE t AS SELECT 1::bigint AS id")
            let read: @Sendable (Connection) throws -> [Thing] = { db in
                let first: [Thing] = try db.all("SELECT * FROM t WHERE id = \(1)")
                let second: [Thing] = try db.all("SELECT * FROM t LIMIT \(1)")
                return first + second
            }
            _ = try await database.read(read)
            try await database.run("ALTER TABLE t ADD COLUMN extra bigint DEFAULT 7")
            #expect(try await database.read(read).map(\.extra) == [7, 7])
            // One more try repaired all statements at once.
            #expect(database.statistics.retries == 1)

            try await database.withConnection { db in
                _ = try read(db)
                try db.execute("ALTER TABLE t DROP COLUMN extra")
                #expect(try read(db).map(\.id) == [1, 1])
                try db.execute("DEALLOCATE ALL")
                #expect(try read(db).map(\.id) == [1, 1])
            }
            #expect(database.statistics.opened == 1)
        }
    }

    @Test(
        .disabled(
            if: ProcessInfo.processInfo.environment["SANITIZER"] != nil,
            "a sanitizer keeps what was freed, so that memory cannot be counted"
        )
    )
    func `a copy streams in bounded memory`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1) { database, _ in
            let (bytes, rows) = try await database.snapshot { db in
                var (bytes, rows) = (0, 0)
                // 400 MB; the process has far less to spare for it.
                let before = residentMegabytes()
                var peak = 0
                try db.copyOut("COPY (SELECT repeat('x', 999) FROM generate_series(1, 400000)) TO STDOUT") {
                    chunk in
                    bytes += chunk.count
                    rows += 1
                    if rows % 50_000 == 0 { peak = max(peak, residentMegabytes()) }
                }
                #expect(peak - before < 120)
                return (bytes, rows)
            }
            #expect(bytes == 400_000_000)
            #expect(rows == 400_000)
        }
    }

    @Test func `a copy that fails or is abandoned says so`() async throws {
        struct Abandoned: Error {}
        try await ThrowawayCluster.withDatabase(size: 1) { database, _ async throws in
            let broken = await failure {
                try await database.read { db in
                    try db.copyOut("COPY (SELECT 1 / (3 - g) FROM generate_series(1, 5) g) TO STDOUT") { _ in
                    }
                }
            }
            #expect(broken?.kind == .server("22012"))
            #expect(database.statistics.closed == 0)
            await #expect(throws: Abandoned.self) {
                try await database.read { db in
                    try db.copyOut("COPY (SELECT g FROM generate_series(1, 1000000) g) TO STDOUT") { _ in
                        throw Abandoned()
                    }
                }
            }
            #expect(database.statistics.closed == 1)
            for sql in [
                "COPY (SELECT \(1)) TO STDOUT", "SELECT 1", "CREATE TEMP TABLE t (); COPY t FROM STDIN",
            ] as [SQL] {
                let misuse = await failure { try await database.write { db in try db.copyOut(sql) { _ in } } }
                #expect(misuse?.kind == .misuse)
            }
            let plain = await failure { try await database.run("COPY (SELECT 1) TO STDOUT") }
            #expect(plain?.kind == .misuse)
            #expect(try await database.one("SELECT 1") == 1)
        }
    }

    @Test func `a script runs several statements`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1) { database, _ in
            try await database.write { db in
                try db.script("CREATE TABLE t (id bigint); INSERT INTO t VALUES (1), (2);")
                #expect(try db.scalar("SELECT count(*) FROM t") == 2)
            }
            let error = await failure {
                try await database.write { db in try db.script("INSERT INTO t VALUES (3); SELECT 1 / 0") }
            }
            #expect(error?.kind == .server("22012"))
            #expect(try await database.one("SELECT count(*) FROM t") == 2)
            let cut = await failure {
                try await database.write { db in try db.script("SELECT 1;\u{0} SELECT 2") }
            }
            #expect(cut?.kind == .misuse)
        }
    }

    @Test func `settings of the connection string are kept beside ours`() async throws {
        try await ThrowawayCluster.withDatabase({
            $0.conninfo += " application_name=named options='-c work_mem=3MB'"
            $0.settings["search_path"] = "pg_catalog, public"
        }) { database, _ async throws in
            #expect(try await database.one("SHOW work_mem") == "3MB")
            #expect(try await database.one("SHOW application_name") == "named")
            #expect(try await database.one("SHOW search_path") == "pg_catalog, public")
            #expect(try await database.one("SHOW timezone") == "UTC")
            #expect(try await database.one("SHOW jit") == "off")
            #expect(try await database.one("SHOW statement_timeout") == "1min")
        }
    }
}

private func residentMegabytes() -> Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
        let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
        let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return 0 }
    return kilobytes / 1024
}
