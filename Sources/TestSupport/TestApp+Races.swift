// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Postgres

extension TestApp {
    /// Runs `body` while a transaction that has run `statement` stays open, until `body`
    /// lets it go; it commits then.
    package func hold(_ statement: SQL, while body: (_ letGo: @Sendable () -> Void) async throws -> Void)
        async throws
    {
        let isOver = DispatchSemaphore(value: 0)
        let (begun, tell) = AsyncStream.makeStream(of: Void.self)
        let superuser = superuser
        let holding = Task {
            defer { tell.finish() }
            try await superuser.write { db in
                try db.execute(statement)
                tell.yield()
                // On a thread of the connection's own, which nobody else waits for.
                isOver.wait()
            }
        }
        for await _ in begun { break }
        do {
            try await body { isOver.signal() }
        } catch {
            isOver.signal()
            throw error
        }
        isOver.signal()
        try await holding.value
    }

    /// Returns once so many wait for a lock in this server's database, or have ended instead.
    ///
    /// - Throws: `NeverCame` after a minute.
    package func untilBlocked(_ count: Int = 1, orEnded ended: () -> Int = { 0 }) async throws {
        let limit = ContinuousClock.now + .seconds(60)
        while try await blocked() + ended() < count {
            guard .now < limit else { throw NeverCame(what: "\(count) that wait for a lock") }
            await Task.yield()
        }
    }

    /// How many wait for a row or a table; the log's sealers wait for each other besides.
    private func blocked() async throws -> Int {
        try await asSuperuser { db in
            try db.scalar(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event <> 'advisory'
                """
            )
        } ?? 0
    }
}
