// SPDX-License-Identifier: Apache-2.0

import CLinux
import Foundation
import Glibc
import Synchronization

/// A running child, watched by a thread of its own.
///
/// The kernel sends the death signal of a child when the *thread* that forked it ends (prctl(2)). So one
/// thread forks the child, waits for its end and ends after it: the signal can only mean that this whole
/// process is gone.
package final class ChildProcess: Sendable {
    /// How it ended.
    package enum Ending: Hashable, Sendable {
        /// By itself, with this exit code.
        case exited(Int32)
        /// By a signal.
        case killed(signal: Int32)
        /// By us, because its time was up.
        case overdue
        /// Nobody knows how: the kernel kept no account of it, as for a process that ignores SIGCHLD.
        case lost
    }

    private struct State {
        var ending: Ending?
        var waiting: [UInt64: CheckedContinuation<Ending?, Never>] = [:]
        var nextWaiter: UInt64 = 0
    }

    /// Its process id; somebody else's once it has ended.
    package let id: pid_t
    private let state = Mutex(State())

    private init(_ id: pid_t) {
        self.id = id
    }

    /// Starts `command` with both outputs going to `output`.
    ///
    /// - Throws: `SystemError` when it cannot be started, a program that is not there included.
    package static func start(_ command: Command, output: OpenFile) async throws -> ChildProcess {
        try await start(command, StandardFiles(output: output))
    }

    /// Starts `command`, and reads what it writes to `outlets` until it ends.
    static func start(_ command: Command, _ files: StandardFiles, reading outlets: [any Outlet] = [])
        async throws -> ChildProcess
    {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                switch command.spawn(files) {
                case .failure(let error): continuation.resume(throwing: error)
                case .success(let (id, end)):
                    let child = ChildProcess(id)
                    let deadline = command.limits.time.map { ContinuousClock.now + $0 }
                    continuation.resume(returning: child)
                    child.watch(ChildWatch(end: end, outlets: outlets), until: deadline)
                }
            }
        }
    }

    /// Whether it is known to have ended.
    package var hasEnded: Bool {
        state.withLock { $0.ending != nil }
    }

    /// Sends a signal, unless the child has ended; the process id cannot be somebody else's then.
    package func signal(_ number: Int32) {
        state.withLock { state in
            if state.ending == nil { _ = Glibc.kill(id, number) }
        }
    }

    /// Ends it at once, with all of its process group, unless it has ended.
    package func kill() {
        state.withLock { state in
            if state.ending == nil { _ = Glibc.kill(-id, SIGKILL) }
        }
    }

    /// Waits for the end.
    ///
    /// Cancellation does not shorten the wait.
    package func ending() async -> Ending {
        while true {
            if let ending = await Task(operation: { await self.endingOrCancellation() }).value {
                return ending
            }
        }
    }

    /// Waits for the end for at most `limit`, or until the task is cancelled; `nil` when the child goes on.
    package func ending(within limit: Duration) async -> Ending? {
        await withTaskGroup(of: Ending?.self) { group in
            group.addTask { await self.endingOrCancellation() }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? nil
        }
    }

    private func endingOrCancellation() async -> Ending? {
        let key = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let immediate: Ending?? = state.withLock { state in
                    if let ending = state.ending { return .some(ending) }
                    if Task.isCancelled { return .some(nil) }
                    state.waiting[key] = continuation
                    return nil
                }
                if let immediate { continuation.resume(returning: immediate) }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: key) }?.resume(returning: nil)
        }
    }

    private func watch(_ watch: ChildWatch, until deadline: ContinuousClock.Instant?) {
        let isOverdue = !watch.wait(until: deadline)
        if deadline != nil {
            // The number of the group is nobody else's for as long as the child is not reaped.
            _ = Glibc.kill(-id, SIGKILL)
            _ = watch.wait(until: nil)
        }
        let waiting = state.withLock { state in
            var code: Int32 = 0
            var signal: Int32 = 0
            let isReaped = clinux_reap(id, &code, &signal) == 0
            let ending: Ending =
                switch signal {
                case 0: isReaped ? .exited(code) : .lost
                case SIGKILL where isOverdue: .overdue
                default: .killed(signal: signal)
                }
            state.ending = ending
            defer { state.waiting = [:] }
            return state.waiting.values.map { ($0, ending) }
        }
        for (continuation, ending) in waiting { continuation.resume(returning: ending) }
    }
}
