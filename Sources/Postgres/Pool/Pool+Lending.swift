// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension Pool {
    private enum Placement {
        case assigned(ConnectionThread, isNew: Bool)
        case waiting
        case refused(PostgresError)
    }

    /// Gives the job to an idle thread or lets it wait for one.
    func submit(_ job: Job) {
        let placement = state.withLock { state in place(job, &state) }
        switch placement {
        case .assigned(let thread, let isNew):
            if isNew { thread.start(self) }
            watch(job)
        case .waiting:
            wake(at: job.waitUntil)
        case .refused(let error):
            job.refuse(error)
        }
    }

    /// Cancels the gate's job wherever it is.
    func cancel(_ gate: CancelGate) {
        gate.cancel(.cancelled)
        let waiting: Job? = state.withLock { state in
            guard let index = state.waiters.firstIndex(where: { $0.gate === gate }) else { return nil }
            return state.waiters.remove(at: index)
        }
        if let waiting {
            waiting.refuse(PostgresError(kind: .cancelled))
        } else {
            wake(at: .now)
        }
    }

    private func place(_ job: Job, _ state: inout State) -> Placement {
        if state.isShutDown { return .refused(PostgresError(kind: .shutdown)) }
        if let reason = job.gate.reason { return .refused(PostgresError(reason)) }
        if let thread = state.warm.popLast() {
            thread.assign(job)
            return .assigned(thread, isNew: false)
        }
        guard !state.cold.isEmpty || state.all.count < options.size else {
            state.waiters.append(job)
            return .waiting
        }
        guard state.circuit.admits(at: .now) else {
            // Others have connections and will be free; without any there is nothing to wait for.
            guard state.isAnyConnected else { return .refused(refusal(state)) }
            state.waiters.append(job)
            return .waiting
        }
        if let thread = state.cold.popLast() {
            thread.assign(job)
            return .assigned(thread, isNew: false)
        }
        let thread = ConnectionThread(name: "pg \(options.applicationName.prefix(8)) \(state.all.count + 1)")
        state.all.append(thread)
        thread.assign(job)
        return .assigned(thread, isNew: true)
    }

    /// Takes a thread back after a job and returns its next one, if somebody waits.
    func handBack(_ thread: ConnectionThread, job: Job, outcome: Job.Outcome, isConnected: Bool) -> Job? {
        var refused: [Job] = []
        var isWaiting = false
        let (next, error) = state.withLock { state -> (Job?, PostgresError) in
            if case .requeue = outcome {
                isWaiting = !state.isShutDown
                if isWaiting { state.waiters.insert(job, at: 0) } else { refused = [job] }
            }
            let next = takeNext(thread, isConnected: isConnected, &state, refused: &refused)
            thread.proceed(with: next)
            if next != nil { wakeMore(&state) }
            return (next, state.isShutDown ? PostgresError(kind: .shutdown) : refusal(state))
        }
        for job in refused { job.refuse(error) }
        if isWaiting { wake(at: job.waitUntil) }
        if let next { watch(next) }
        return next
    }

    private func takeNext(
        _ thread: ConnectionThread,
        isConnected: Bool,
        _ state: inout State,
        refused: inout [Job]
    ) -> Job? {
        if state.isShutDown { return nil }
        if !state.waiters.isEmpty, isConnected || state.circuit.admits(at: .now) {
            return state.waiters.removeFirst()
        }
        if isConnected {
            state.warm.append(thread)
            return nil
        }
        state.cold.append(thread)
        guard !state.waiters.isEmpty else { return nil }
        if let warm = state.warm.popLast() {
            warm.assign(state.waiters.removeFirst())
        } else if !state.isAnyConnected {
            refused += state.waiters
            state.waiters = []
        }
        return nil
    }

    /// Callers that had to wait while the circuit was open get the idle threads when it has closed.
    private func wakeMore(_ state: inout State) {
        while !state.waiters.isEmpty, !state.circuit.isOpen, let thread = state.cold.popLast() {
            thread.assign(state.waiters.removeFirst())
        }
    }

    private func refusal(_ state: State) -> PostgresError {
        let last = state.circuit.lastFailure
        return PostgresError(
            kind: .connection,
            sqlState: last?.sqlState,
            message: "PostgreSQL was not reachable a moment ago: \(last?.message ?? "")"
        )
    }

    private func watch(_ job: Job) {
        if let deadline = job.gate.deadline { wake(at: deadline) }
    }
}
