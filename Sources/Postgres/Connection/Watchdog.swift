// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// A thread that wakes when something is due, and costs nothing while nothing is.
final class Watchdog: Sendable {
    private struct State {
        var wakeAt: ContinuousClock.Instant?
        var isStarted = false
        var isStopped = false
    }

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)
    /// Does what is due and returns when to come again.
    private let tick: @Sendable (ContinuousClock.Instant) -> ContinuousClock.Instant?

    init(tick: @escaping @Sendable (ContinuousClock.Instant) -> ContinuousClock.Instant?) {
        self.tick = tick
    }

    /// Makes sure that `tick` runs at `instant` or before.
    func wake(at instant: ContinuousClock.Instant) {
        let (isSooner, mustStart) = state.withLock { state in
            if let wakeAt = state.wakeAt, wakeAt <= instant { return (false, false) }
            state.wakeAt = instant
            let mustStart = !state.isStarted && !state.isStopped
            if mustStart { state.isStarted = true }
            return (true, mustStart)
        }
        if mustStart { NamedThread.start("pg watch") { [self] in run() } }
        if isSooner { signal.signal() }
    }

    func stop() {
        state.withLock { $0.isStopped = true }
        signal.signal()
    }

    private func run() {
        while true {
            let (wakeAt, isStopped) = state.withLock { ($0.wakeAt, $0.isStopped) }
            if isStopped { return }
            let now = ContinuousClock.now
            if let wakeAt, wakeAt <= now {
                state.withLock { $0.wakeAt = nil }
                if let next = tick(now) { wake(at: next) }
            } else if let wakeAt {
                _ = signal.wait(timeout: .now() + .milliseconds(Int(now.duration(to: wakeAt).milliseconds)))
            } else {
                signal.wait()
            }
        }
    }
}
