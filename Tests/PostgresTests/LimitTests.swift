// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Postgres

@Suite struct LimitTests {
    private static let sleeping: SQL = """
        SELECT EXISTS (
            SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'
            AND pid <> pg_backend_pid()
        )
        """
    private static let idle: SQL = """
        SELECT NOT EXISTS (
            SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'
            AND pid <> pg_backend_pid()
        )
        """

    @Test func `a cancelled task's statement ends on the server`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1) { database, options in
            try await ThrowawayCluster.withPool(options) { other, _ in
                let task = Task { try await database.run("SELECT pg_sleep(60)") }
                try await other.until(LimitTests.sleeping)
                let cancelled = ContinuousClock.now
                task.cancel()
                let error = await failure { try await task.value }
                #expect(error?.kind == .cancelled)
                #expect(cancelled.duration(to: .now) < .seconds(30))
                try await other.until(LimitTests.idle)
                #expect(try await database.one("SELECT 1") == 1)
                // What was asked to cancel is never lent again.
                #expect(database.statistics.closed == 1)
            }
        }
    }

    @Test func `a task cancelled beforehand does nothing`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1) { database, _ in
            let (gate, entered) = (Latch(), Signal())
            async let holder: Void = database.read { _ in
                entered.send()
                gate.wait()
            }
            await entered.wait()
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await database.run("SELECT 1")
            }
            #expect(await failure { try await task.value }?.kind == .cancelled)
            gate.open()
            try await holder
        }
    }

    @Test func `a caller that waits for a connection can be cancelled`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1) { database, _ in
            let (gate, entered) = (Latch(), Signal())
            async let holder: Void = database.read { _ in
                entered.send()
                gate.wait()
            }
            await entered.wait()
            let waiter = Task { try await database.run("SELECT 1") }
            while database.statistics.waiting == 0 { await Task.yield() }
            waiter.cancel()
            #expect(await failure { try await waiter.value }?.kind == .cancelled)
            #expect(database.statistics.waiting == 0)
            gate.open()
            try await holder
        }
    }

    @Test func `waiting for a connection has an end`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1, { $0.checkoutTimeout = .milliseconds(50) }) {
            database,
            _ in
            let (gate, entered) = (Latch(), Signal())
            async let holder: Void = database.withConnection { _ in
                entered.send()
                gate.wait()
            }
            await entered.wait()
            let late = await failure { try await database.run("SELECT 1") }
            #expect(late?.kind == .checkoutTimeout)
            #expect(late?.isUnavailable == true)
            let deadline = await failure {
                try await database.read(deadline: .now + .milliseconds(20)) { db in try db.execute("SELECT 1")
                }
            }
            #expect(deadline?.kind == .deadline)
            gate.open()
            try await holder
        }
    }

    @Test func `waiting callers are served in their order`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1) { database, _ in
            let (gate, entered) = (Latch(), Signal())
            async let holder: Void = database.read { _ in
                entered.send()
                gate.wait()
            }
            await entered.wait()
            let order = Counter()
            var waiters: [Task<Bool, any Error>] = []
            for place in 1...5 {
                waiters.append(Task { try await database.read { _ in order.increment() == place } })
                while database.statistics.waiting < place { await Task.yield() }
            }
            gate.open()
            for waiter in waiters { #expect(try await waiter.value) }
            try await holder
            #expect(database.statistics.opened == 1)
        }
    }

    @Test func `a deadline stops the statement`() async throws {
        // Without the server's limit, and with it.
        for limit in [Duration.zero, .seconds(60)] {
            try await ThrowawayCluster.withDatabase(size: 1, { $0.statementTimeout = limit }) {
                database,
                options in
                let error = await failure {
                    try await database.write(deadline: .now + .milliseconds(300)) { db in
                        try db.execute("SELECT pg_sleep(60)")
                    }
                }
                #expect(error?.kind == .deadline || error?.isStatementTimeout == true)
                try await ThrowawayCluster.withPool(options) { other, _ in
                    try await other.until(LimitTests.idle)
                }
                #expect(try await database.one("SELECT 1") == 1)
            }
        }
    }

    @Test func `the server's limits hold`() async throws {
        try await ThrowawayCluster.withDatabase({
            $0.statementTimeout = .milliseconds(200)
            $0.lockTimeout = .milliseconds(50)
        }) { database, _ in
            let slow = await failure { try await database.run("SELECT pg_sleep(60)") }
            #expect(slow?.isStatementTimeout == true)
            let (gate, entered) = (Latch(), Signal())
            async let holder: Void = database.write { db in
                _ = try db.execute("SELECT pg_advisory_xact_lock(1)")
                entered.send()
                gate.wait()
            }
            await entered.wait()
            let locked = await failure { try await database.run("SELECT pg_advisory_xact_lock(1)") }
            #expect(locked?.isLockTimeout == true)
            gate.open()
            try await holder
            // Neither cost a connection.
            #expect(database.statistics.closed == 0)
        }
    }

    @Test func `shutdown lets work come to its end and refuses more`() async throws {
        try await ThrowawayCluster.withDatabase(size: 2) { database, _ async throws in
            let (gate, entered) = (Latch(), Signal())
            async let holder = database.read { db -> Int? in
                entered.send()
                gate.wait()
                return try db.scalar("SELECT 7")
            }
            await entered.wait()
            async let ended: Void = database.shutdown()
            while await failure({ try await database.run("SELECT 1") })?.kind != .shutdown {
                await Task.yield()
            }
            gate.open()
            #expect(try await holder == 7)
            await ended
            #expect(database.statistics.opened == database.statistics.closed)
        }
    }

    @Test func `shutdown stops work that takes too long`() async throws {
        try await ThrowawayCluster.withDatabase(size: 2, { $0.shutdownGrace = .milliseconds(50) }) {
            database,
            options in
            try await ThrowawayCluster.withPool(options) { other, _ in
                let task = Task { try await database.run("SELECT pg_sleep(60)") }
                try await other.until(LimitTests.sleeping)
                await database.shutdown()
                #expect(await failure { try await task.value }?.kind == .shutdown)
                try await other.until(LimitTests.idle)
            }
        }
    }
}
