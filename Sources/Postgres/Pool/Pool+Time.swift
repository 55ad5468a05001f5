// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension Pool {
    /// Refuses callers that have waited too long, stops work past its deadline, and
    /// returns when to look again.
    func tick(_ now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        var next: ContinuousClock.Instant?
        func consider(_ instant: ContinuousClock.Instant?) {
            guard let instant else { return }
            next = min(next ?? instant, instant)
        }

        let (expired, running, mustForce, ended) = state.withLock { state in
            let expired = state.waiters.filter { $0.waitUntil <= now }
            state.waiters.removeAll { $0.waitUntil <= now }
            for job in state.waiters { consider(job.waitUntil) }
            let mustForce = state.forceAt.map { $0 <= now } ?? false
            if mustForce { state.forceAt = nil }
            consider(state.forceAt)
            var ended: [CheckedContinuation<Void, Never>] = []
            if let giveUpAt = state.giveUpAt, giveUpAt <= now {
                swap(&ended, &state.onEnd)
            } else {
                consider(state.giveUpAt)
            }
            return (expired, state.all.compactMap(\.current), mustForce, ended)
        }
        for continuation in ended { continuation.resume() }
        for job in expired {
            let isPast = job.gate.deadline.map { $0 <= now } ?? false
            job.refuse(PostgresError(kind: isPast ? .deadline : .checkoutTimeout))
        }
        for job in running {
            if mustForce { job.gate.cancel(.shutdown) }
            consider(job.gate.tick(now))
        }
        return next
    }

    /// Refuses new work, lets work under way come to its end for a while, then cancels it; returns when every
    /// connection is closed, or at last without the threads whose work does not end.
    func shutDown() async {
        let (waiters, idle) = state.withLock { state -> ([Job], [ConnectionThread]) in
            defer {
                state.waiters = []
                state.warm = []
                state.cold = []
            }
            if !state.isShutDown {
                state.forceAt = ContinuousClock.now + options.shutdownGrace
                state.giveUpAt = ContinuousClock.now + options.shutdownGrace + .seconds(5)
            }
            state.isShutDown = true
            return (state.waiters, state.all)
        }
        for job in waiters { job.refuse(PostgresError(kind: .shutdown)) }
        for thread in idle { thread.stop() }
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if !state.all.isEmpty { state.onEnd.append(continuation) }
                return state.all.isEmpty
            }
            if isOver { continuation.resume() } else { wake(at: .now) }
        }
        stopWatching()
    }

    /// For a pool that nobody can reach any more: its threads end with the work they have.
    func abandon() {
        let threads = state.withLock { state in
            state.isShutDown = true
            return state.all
        }
        for thread in threads { thread.stop() }
        stopWatching()
    }

    /// A thread has closed its connection and is about to end.
    func ended(_ thread: ConnectionThread) {
        let continuations = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.all.removeAll { $0 === thread }
            guard state.all.isEmpty else { return [] }
            defer { state.onEnd = [] }
            return state.onEnd
        }
        for continuation in continuations { continuation.resume() }
    }
}
