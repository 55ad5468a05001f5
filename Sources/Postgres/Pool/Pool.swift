// SPDX-License-Identifier: Apache-2.0

import Logging
import Synchronization

/// Lends the connections of one role: idle threads last in first out, waiting
/// callers first come first served.
final class Pool: Sendable {
    struct State {
        /// Idle threads with a connection; the one used last is at the end.
        var warm: [ConnectionThread] = []
        /// Idle threads without one.
        var cold: [ConnectionThread] = []
        var all: [ConnectionThread] = []
        var waiters: [Job] = []
        var circuit = Circuit()
        var counters = PoolStatistics()
        /// Counts up when a connection of before may lead to a server that is no longer the primary.
        var epoch = 0
        var isShutDown = false
        var forceAt: ContinuousClock.Instant?
        var giveUpAt: ContinuousClock.Instant?
        var onEnd: [CheckedContinuation<Void, Never>] = []

        var isAnyConnected: Bool { counters.opened > counters.closed }
    }

    let options: PoolOptions
    let logger: Logger
    let state = Mutex(State())
    private let parameters: ConnectionParameters
    private let watchdog = Mutex<Watchdog?>(nil)

    init(_ options: PoolOptions, logger: Logger) {
        self.options = options
        self.logger = logger
        parameters = ConnectionParameters(options)
    }

    /// Makes a connection.
    ///
    /// Called on a connection thread.
    func connect(while isWanted: () -> Bool) throws(PostgresError) -> Session {
        do throws(PostgresError) {
            let session = try Session.open(parameters, options: options, logger: logger, isWanted: isWanted)
            state.withLock { state in
                state.circuit.succeeded()
                state.counters.opened += 1
            }
            return session
        } catch {
            guard error.kind == .connection else { throw error }
            state.withLock { state in
                if error.isTooManyConnections {
                    state.circuit.open(error, at: .now)
                } else {
                    state.circuit.failed(error, at: .now)
                }
            }
            logger.warning("no connection to PostgreSQL", metadata: ["error": "\(error)"])
            throw error
        }
    }

    func noteClosed() {
        state.withLock { $0.counters.closed += 1 }
    }

    func noteRetry() {
        state.withLock { $0.counters.retries += 1 }
    }

    /// Has every connection asked, before its next use, whether its server still takes writes.
    func suspectAll() {
        state.withLock { $0.epoch += 1 }
    }

    var epoch: Int { state.withLock { $0.epoch } }

    var isAnyConnected: Bool { state.withLock { $0.isAnyConnected } }

    var statistics: PoolStatistics {
        state.withLock { state in
            var statistics = state.counters
            statistics.idle = state.warm.count
            statistics.busy = state.all.count - state.warm.count - state.cold.count
            statistics.waiting = state.waiters.count
            return statistics
        }
    }

    func wake(at instant: ContinuousClock.Instant) {
        let watchdog = self.watchdog.withLock { watchdog in
            if let watchdog { return watchdog }
            let new = Watchdog { [weak self] now in self?.tick(now) }
            watchdog = new
            return new
        }
        watchdog.wake(at: instant)
    }

    func stopWatching() {
        watchdog.withLock { $0 }?.stop()
    }
}

extension PostgresError {
    var isTooManyConnections: Bool { sqlState?.hasPrefix("53") == true }
}
