// SPDX-License-Identifier: Apache-2.0

import Logging
import Synchronization
import Testing

@testable import Postgres

@Suite struct CrowdTests {
    @Test func `a cancellation never hits another caller's statement`() async throws {
        try await ThrowawayCluster.withDatabase(size: 3) { database, _ in
            try await database.run("CREATE TABLE t (id bigint PRIMARY KEY)")
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 1...300 {
                    // One in three is cancelled, each at another moment of its life.
                    group.addTask {
                        let task = Task {
                            try await database.write(opening: "SELECT pg_sleep(0.001)") { db in
                                try db.execute("INSERT INTO t VALUES (\(number))")
                                return try db.scalar("SELECT \(number)") as Int?
                            }
                        }
                        if number.isMultiple(of: 3) {
                            for _ in 0..<(number % 50) { await Task.yield() }
                            task.cancel()
                        }
                        switch await task.result {
                        case .success(let value):
                            #expect(value == number)
                            return true
                        case .failure(let error):
                            #expect((error as? PostgresError)?.kind == .cancelled && number.isMultiple(of: 3))
                            return false
                        }
                    }
                }
                let committed = try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                #expect(committed >= 200)
                // What was told to have happened has, and nothing else.
                #expect(try await database.one("SELECT count(*) FROM t") == committed)
            }
            let statistics = database.statistics
            #expect(statistics.waiting == 0)
            #expect(statistics.opened - statistics.closed <= 3)
        }
    }

    @Test func `large values and results do not block each other`() async throws {
        let block = [UInt8](repeating: 7, count: 8_000_000)
        try await ThrowawayCluster.withDatabase(size: 1) { database, _ in
            let back: [UInt8]? = try await database.one("SELECT \(block) || \(block)")
            #expect(back?.count == 16_000_000)
            let sums: [Int] = try await database.read { db in
                try db.scalars("SELECT length(\(block))::bigint + g FROM generate_series(1, 200000) g")
            }
            #expect(sums.last == 8_200_000)
        }
    }

    @Test func `notices go to the log`() async throws {
        let log = CapturedLog()
        try await ThrowawayCluster.withDatabase(size: 1) { _, options in
            let database = Database(configuration: options, logger: Logger(label: "notices") { _ in log })
            try await database.withConnection { db in
                try db.script("DO $$ BEGIN RAISE NOTICE 'steam'; END $$")
            }
            await database.shutdown()
            #expect(log.written.contains("PostgreSQL: steam"))
        }
    }
}

private final class CapturedLog: LogHandler {
    private let lines = Mutex<[String]>([])
    var written: [String] { lines.withLock { $0 } }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .debug }
        set {}
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        lines.withLock { $0.append("\(event.message)") }
    }
}
