// SPDX-License-Identifier: Apache-2.0

import Cluster
import Testing

@testable import Postgres

/// On servers of their own, because they stop them or fill them up.
@Suite(.serialized) struct ServerLossTests {
    @Test func `a restarted server is found again, one that is down is told at once`() async throws {
        let cluster = try await ThrowawayCluster.own()
        do {
            try await ThrowawayCluster.withPool(on: cluster, database: "postgres") { database, _ in
                #expect(try await database.one("SELECT 1") == 1)
                try await cluster.restart()
                #expect(try await database.one("SELECT 2") == 2)

                await cluster.kill()
                for _ in 1...10 {
                    let error = await failure { try await database.run("SELECT 1") }
                    #expect(error?.isUnavailable == true)
                }
                try await cluster.restart()
                let waiting = try await ThrowawayCluster.shared.value
                try await ThrowawayCluster.withPool(on: waiting, database: "postgres") { clock, _ in
                    // The circuit is open for a quarter of a second more.
                    var answer: Int?
                    let end = ContinuousClock.now + .seconds(60)
                    while answer == nil, ContinuousClock.now < end {
                        do {
                            answer = try await database.one("SELECT 3")
                        } catch let error as PostgresError {
                            #expect(error.isUnavailable)
                            try await clock.run("SELECT pg_sleep(0.02)")
                        }
                    }
                    #expect(answer == 3)
                }
            }
        } catch {
            try await cluster.discard()
            throw error
        }
        try await cluster.discard()
    }

    @Test func `a full server is told, and one with some room serves all who wait`() async throws {
        let cluster = try await ThrowawayCluster.own(
            maxConnections: 8,
            settings: ["superuser_reserved_connections": "0"]
        )
        do {
            try await ThrowawayCluster.withPool(on: cluster, database: "postgres", size: 8) { holder, _ in
                let (gate, entered) = (Latch(), Signal())
                let held = (1...8).map { _ in
                    Task {
                        try await holder.read { db in
                            _ = try db.execute("SELECT 1")
                            entered.send()
                            gate.wait()
                        }
                    }
                }
                for _ in 1...8 { await entered.wait() }
                try await ThrowawayCluster.withPool(on: cluster, database: "postgres", size: 12) { late, _ in
                    let error = await failure { try await late.run("SELECT 1") }
                    #expect(error?.kind == .connection)
                    #expect(error?.sqlState == "53300")
                    #expect(error?.isUnavailable == true)
                }
                for _ in 1...8 { gate.open() }
                for task in held { try await task.value }
            }
            try await ThrowawayCluster.withPool(on: cluster, database: "postgres", size: 12) { crowd, _ in
                try await crowd.run("SELECT 1")
                try await withThrowingTaskGroup { group in
                    for _ in 1...40 {
                        group.addTask { try await crowd.run("SELECT pg_sleep(0.02)") }
                    }
                    try await group.waitForAll()
                }
                #expect(crowd.statistics.opened - crowd.statistics.closed <= 8)
            }
        } catch {
            try await cluster.discard()
            throw error
        }
        try await cluster.discard()
    }
}
