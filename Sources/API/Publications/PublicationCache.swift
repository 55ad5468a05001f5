// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Logging
import NIOCore
import Postgres
import ServiceLifecycle
import Store
import Synchronization

/// The rendered answers of published documents, in memory: a hot read touches neither the database nor a JSON writer.
///
/// Bounded in bytes; what was not asked for longest goes first. A publication never changes but for its withdrawal, which
/// the database announces; after a lost connection everything is dropped, because what was missed is not known.
package final class PublicationCache: Service {
    /// A document's answer, made once.
    package struct Entry: Sendable {
        package let headers: HTTPFields
        package let body: ByteBuffer
        package let etag: String
    }

    private struct State {
        var entries: [PID: (entry: Entry, usedAt: UInt64)] = [:]
        var bytes = 0
        var uses: UInt64 = 0
        /// Counts the announcements; an answer that was read before one must not be kept after it.
        var generation: UInt64 = 0
        /// Counts the documents that were not here when they were asked for, and were then read and kept.
        var misses: UInt64 = 0
    }

    /// What the cache holds and how often it had what was asked for.
    struct Statistics: Sendable {
        let entries: Int
        let bytes: Int
        let hits: UInt64
        let misses: UInt64
    }

    private let state = Mutex(State())
    private let byteLimit: Int
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
        self.listening = listening
        self.byteLimit = byteLimit
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

    package func entry(_ pid: PID) -> Entry? {
        state.withLock { state in
            guard let found = state.entries[pid] else { return nil }
            state.uses &+= 1
            state.entries[pid] = (found.entry, state.uses)
            return found.entry
        }
    }

    var statistics: Statistics {
        state.withLock { state in
            Statistics(
                entries: state.entries.count,
                bytes: state.bytes,
                hits: state.uses - state.misses,
                misses: state.misses
            )
        }
    }

    /// To be asked before the database is, and given to `keep`.
    package var generation: UInt64 { state.withLock(\.generation) }

    /// Keeps an answer, unless something was announced since `generation` was asked.
    package func keep(_ entry: Entry, for pid: PID, readIn generation: UInt64) {
        let size = entry.body.readableBytes + 512
        guard size <= byteLimit else { return }
        state.withLock { state in
            guard state.generation == generation, state.entries[pid] == nil else { return }
            state.uses &+= 1
            state.misses &+= 1
            state.entries[pid] = (entry, state.uses)
            state.bytes += size
            while state.bytes > byteLimit,
                let oldest = state.entries.min(by: { $0.value.usedAt < $1.value.usedAt })
            {
                state.entries[oldest.key] = nil
                state.bytes -= oldest.value.entry.body.readableBytes + 512
            }
        }
    }

    private func drop(_ pid: PID) {
        state.withLock { state in
            state.generation &+= 1
            guard let found = state.entries.removeValue(forKey: pid) else { return }
            state.bytes -= found.entry.body.readableBytes + 512
        }
    }

    func dropAll() {
        state.withLock { state in
            state.generation &+= 1
            state.entries = [:]
            state.bytes = 0
        }
    }
}
