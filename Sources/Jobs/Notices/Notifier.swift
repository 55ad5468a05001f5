// SPDX-License-Identifier: Apache-2.0
import Logging
import Postgres
import ServiceLifecycle
import Store

/// Tells people what happened, from the outbox, and reminds them of what is due within three days.
///
/// It runs in every server: an event that one has taken is passed over by the others,
/// and a reminder is made once.
package struct Notifier: Service {
    private let context: JobContext
    private let listening: PoolOptions
    private static let batch = 200

    package init(_ context: JobContext, listening: PoolOptions) {
        self.context = context
        self.listening = listening
    }

    package func run() async throws {
        async let events: Void = WakefulWork(
            channel: "outbox",
            every: .seconds(5),
            listening: listening,
            logger: context.logger
        ).run { await safely { while !Task.isCancelled, try await deliver() == Self.batch {} } }
        async let reminders: Void = WakefulWork(
            channel: "clock",
            every: .seconds(60),
            listening: listening,
            logger: context.logger
        ).run { await safely { try await remind() } }
        _ = await (events, reminders)
    }

    /// Hands on a batch of events; how many there were.
    package func deliver() async throws -> Int {
        try await context.write { db in try NoticeStore(db).deliver(atMost: Self.batch) }
    }

    /// Reminds of everything that is due soon.
    package func remind() async throws {
        try await context.write { db in try NoticeStore(db).remind() }
    }

    private func safely(_ body: () async throws -> Void) async {
        do {
            try await body()
        } catch {
            // The next round tries again; the database may be away.
            context.logger.warning("notices could not be made: \(error)")
        }
    }
}
