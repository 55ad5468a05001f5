// SPDX-License-Identifier: Apache-2.0
import Domain
import Logging
import Postgres
import ServiceLifecycle
import Store
import Synchronization

/// What is answered at the addresses of publications, in memory: a hot read does not touch the database.
///
/// A publication never changes but for its withdrawal, which the database announces; after a lost connection
/// everything is dropped, because what was missed is not known.
package final class PublicationCache: Service {
    /// What the cache holds and how often it had what was asked for.
    struct Statistics: Sendable {
        let entries: Int
        let bytes: Int
        let hits: UInt64
        let misses: UInt64
    }

    private let entries: BoundedCache<PID, RenderedPublication>
    /// Counts the announcements; an answer that was read before one must not be kept after it.
    private let announcements = Atomic<UInt64>(0)
    private let hits = Atomic<UInt64>(0)
    /// Counts the publications that were not here when they were asked for, and were then read and kept.
    private let misses = Atomic<UInt64>(0)
    private let listening: PoolOptions
    private let logger: Logger
    /// Told after each announcement, once what it names is no longer here.
    private let onDrop: @Sendable () -> Void

    package init(
        listening: PoolOptions,
        byteLimit: Int = 64 << 20,
        logger: Logger,
        onDrop: @escaping @Sendable () -> Void = {}
    ) {
        entries = BoundedCache(byteLimit: byteLimit, overhead: 512, size: \.byteCount)
        self.listening = listening
        self.logger = logger
        self.onDrop = onDrop
    }

    /// Listens for changes until the service stops.
    package func run() async throws {
        let listener = Listener(configuration: listening, channels: ["publications"], logger: logger)
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            group.addTask { [self] in
                for await notification in listener.notifications {
                    switch notification {
                    case .reconnected: dropAll()
                    case .message(_, let payload): PID(payload).map(drop)
                    }
                    onDrop()
                }
            }
            do {
                try await gracefulShutdown()
            } catch {
                // Cancelled, which is the other way to be told to stop.
            }
            group.cancelAll()
        }
    }

    func publication(_ pid: PID) -> RenderedPublication? {
        guard let publication = entries.value(pid) else { return nil }
        hits.add(1, ordering: .relaxed)
        return publication
    }

    var statistics: Statistics {
        Statistics(
            entries: entries.count,
            bytes: entries.byteCount,
            hits: hits.load(ordering: .relaxed),
            misses: misses.load(ordering: .relaxed)
        )
    }

    /// To be asked before the database is, and given to `keep`.
    var generation: UInt64 { announcements.load(ordering: .acquiring) }

    /// Keeps an answer, unless something was announced since `generation` was asked.
    func keep(_ publication: RenderedPublication, for pid: PID, readIn generation: UInt64) {
        entries.update(pid) { present in
            // Within the cache's lock: an announcement that is not counted yet finds
            // the entry when it drops it.
            guard present == nil, self.generation == generation else { return nil }
            misses.add(1, ordering: .relaxed)
            return publication
        }
    }

    func drop(_ pid: PID) {
        announcements.add(1, ordering: .acquiringAndReleasing)
        entries.remove(pid)
    }

    func dropAll() {
        announcements.add(1, ordering: .acquiringAndReleasing)
        entries.dropAll()
    }
}
