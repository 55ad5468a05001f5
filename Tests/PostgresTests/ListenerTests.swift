// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Postgres

@Suite struct ListenerTests {
    @Test func `notifications arrive, also after the connection was lost`() async throws {
        try await ThrowawayCluster.withDatabase(size: 2) { database, options in
            var own = options
            own.conninfo += " application_name=listener"
            let listener = Listener(
                configuration: own,
                channels: ["a", "B \"c"],
                logger: ThrowawayCluster.quiet
            )
            let running = Task { try await listener.run() }
            var events = listener.notifications.makeAsyncIterator()

            #expect(await events.next() == .reconnected)
            try await database.run("SELECT pg_notify('a', \("é 1"))")
            #expect(await events.next() == .message(channel: "a", payload: "é 1"))
            try await database.run("SELECT pg_notify('B \"c', '')")
            #expect(await events.next() == .message(channel: "B \"c", payload: ""))

            try await database.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'listener'"
            )
            #expect(await events.next() == .reconnected)
            try await database.run("SELECT pg_notify('a', '2')")
            #expect(await events.next() == .message(channel: "a", payload: "2"))

            running.cancel()
            try await running.value
            #expect(await events.next() == nil)
            try await database.until(
                "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'listener')"
            )
        }
    }

    @Test func `a consumer that falls behind is told to read anew`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1) { database, options in
            let listener = Listener(configuration: options, channels: ["a"], logger: ThrowawayCluster.quiet)
            let running = Task { try await listener.run() }
            var events = listener.notifications.makeAsyncIterator()
            #expect(await events.next() == .reconnected)
            try await database.run("SELECT pg_notify('a', g::text) FROM generate_series(1, 3000) g")
            var (wasTold, last, count) = (false, "", 0)
            while last != "3000" {
                switch await events.next() {
                case .reconnected?: wasTold = true
                case .message(_, let payload)?: last = payload
                case nil: last = "3000"
                }
                count += 1
            }
            // Either all came, or the consumer was told that some did not.
            #expect(count == 3000 || wasTold)
            running.cancel()
            try await running.value
        }
    }

    @Test func `it can be ended while the server is away`() async throws {
        let options = PoolOptions(conninfo: "host=/nowhere")
        let listener = Listener(configuration: options, channels: ["a"], logger: ThrowawayCluster.quiet)
        let running = Task { try await listener.run() }
        running.cancel()
        try await running.value
        var events = listener.notifications.makeAsyncIterator()
        #expect(await events.next() == nil)
    }
}
