// SPDX-License-Identifier: Apache-2.0
import Foundation
import Jobs
import Postgres
import Store
import TestSupport
import Testing
import Workflow

/// Whose turn it is in a lane, and what becomes of work that ends its servers.
@Suite struct LaneTests {
    private struct Undone: Error {}

    /// Runs `body` in a transaction of which nobody sees anything.
    private func inVain(_ app: TestApp, _ body: @escaping @Sendable (Connection) throws -> Void) async throws
    {
        try await app.work { context, _ in
            await #expect(throws: Undone.self) {
                try await context.write { db in
                    try body(db)
                    throw Undone()
                }
            }
        }
    }

    private static func state(of id: UUID, _ db: Connection) throws -> String? {
        try db.scalar("SELECT state || coalesce(' ' || cause, '') FROM jobs WHERE id = \(id)")
    }

    @Test func `one party's tenth job waits behind another's first, and each kind has its lane`() async throws
    {
        try await TestApp.run { app in
            let (one, other) = (try await app.draftRelease(), try await app.draftRelease())
            let ids = [try await app.releaseID(one), try await app.releaseID(other)]
            // Ten editions more of the first one's dataset.
            try await app.asSuperuser { db in
                try db.script(
                    """
                    SET session_replication_role = replica;
                    INSERT INTO releases (dataset, sequence, terms, terms_digest, created_by)
                    SELECT dataset, n, terms, terms_digest, created_by FROM releases, generate_series(2, 10) n
                    WHERE id = '\(ids[0])';
                    RESET session_replication_role;
                    """
                )
            }
            try await inVain(app) { db in
                let store = JobStore(db)
                let editions: [UUID] = try db.scalars(
                    """
                    SELECT r.id FROM releases r JOIN releases s ON s.dataset = r.dataset
                    WHERE s.id = \(ids[0]) ORDER BY r.sequence
                    """
                )
                #expect(editions.count == 10)
                for edition in editions { try store.enqueue(.measureRelease, edition) }
                try store.enqueue(.measureRelease, ids[1])
                try store.enqueue(.screenVersion, UUID())
                var turns: [UUID] = []
                while let job = try store.take(.measure, leaseSeconds: 60) { turns.append(job.subject) }
                #expect(turns == [editions[0], ids[1]] + editions.dropFirst())
                #expect(try store.take(.screen, leaseSeconds: 60)?.kind == .screenVersion)
                #expect(try store.take(.certify, leaseSeconds: 60) == nil)
            }
        }
    }

    @Test func `what ended its server three times is parked, and released by an administrator`() async throws
    {
        try await TestApp.run { app in
            try await inVain(app) { db in
                let store = JobStore(db)
                let subject = UUID()
                try store.enqueue(.compareEmbargoed, subject)
                func take() throws -> JobRecord? {
                    // As when the server that had it is gone.
                    _ = try db.execute(
                        """
                        UPDATE jobs SET lease_ends_at = clock_timestamp() - interval '1 second'
                        WHERE state = 'running'
                        """
                    )
                    return try store.take(.certify, leaseSeconds: 60)
                }
                let first = try #require(try take())
                #expect(try store.giveBack(first))
                // That was none, so there are three.
                for attempt in 2...4 { #expect(try take()?.attempt == attempt) }
                #expect(try take() == nil)
                #expect(try !store.giveBack(first))
                let parked = try store.parkAbandoned(in: .certify, because: "It ended them.")
                #expect(parked.map(\.id) == [first.id])
                #expect(try Self.state(of: first.id, db) == "parked It ended them.")
                #expect(try store.parked(atMost: 5).map(\.subject) == ["\(subject)".lowercased()])
                #expect(try store.parkAbandoned(in: .certify, because: "It ended them.").isEmpty)

                #expect(try db.releaseJob(first.id) == .released)
                let again = try #require(try take())
                #expect(again.attempt == 5 && again.lastAttempt == 7)
                #expect(try store.fail(again, "no", .retried(after: 0)))
                #expect(try Self.state(of: first.id, db) == "ready")
                let last = try #require(try take())
                #expect(try store.fail(last, "no", .parked(because: "It failed.")))
                #expect(try Self.state(of: first.id, db) == "parked It failed.")
                // Whoever asks anew has it done anew.
                try store.enqueue(.compareEmbargoed, subject)
                #expect(try take()?.attempt == 1)
                #expect(try Self.state(of: first.id, db) == "failed It failed.")
                #expect(try store.parked(atMost: 5).isEmpty)
            }
        }
    }
}
