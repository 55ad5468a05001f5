// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// A thread that owns at most one connection and runs the jobs that the pool hands it, one at a time.
final class ConnectionThread: Sendable {
    private struct Mailbox {
        var job: Job?
        var isStopped = false
    }

    private let mailbox = Mutex(Mailbox())
    private let signal = DispatchSemaphore(value: 0)
    private let name: String

    init(name: String) {
        self.name = name
    }

    /// The job under way, for the watchdog.
    var current: Job? { mailbox.withLock { $0.job } }

    func start(_ pool: Pool) {
        NamedThread.start(name) { [self] in run(pool) }
    }

    /// Hands over a job.
    ///
    /// The pool does so only while this thread is idle.
    func assign(_ job: Job) {
        mailbox.withLock { $0.job = job }
        signal.signal()
    }

    func stop() {
        mailbox.withLock { $0.isStopped = true }
        signal.signal()
    }

    private func run(_ pool: Pool) {
        let host = ConnectionHost(pool)
        while true {
            signal.wait()
            let (assigned, isStopped) = mailbox.withLock { ($0.job, $0.isStopped) }
            if assigned == nil, isStopped { break }
            var job = assigned
            while let current = job {
                let outcome = current.work(host)
                job = pool.handBack(self, job: current, outcome: outcome, isConnected: host.isConnected)
                if case .done(let deliver) = outcome { deliver() }
            }
        }
        host.close()
        pool.ended(self)
    }

    /// Called by the pool, under its lock, when this thread goes on with another job or with none.
    func proceed(with job: Job?) {
        mailbox.withLock { $0.job = job }
    }
}
