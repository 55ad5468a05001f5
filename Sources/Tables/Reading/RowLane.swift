// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// Work on all rows in their order, on a thread beside the one that reads.
///
/// The worker is touched by the queue's work only, one batch after the other, and by
/// `finish` once that is done.
package final class RowLane<Worker>: @unchecked Sendable {
    private var worker: Worker
    private let work: (inout Worker, RowBatch) throws -> Void
    private var failure: (any Error)?
    private let queue: DispatchQueue
    /// Batches that may wait, so that slow work holds the reading back instead of filling memory.
    private let free = DispatchSemaphore(value: 4)
    private let isStopped = Atomic(false)

    package init(_ worker: Worker, _ label: String, work: @escaping (inout Worker, RowBatch) throws -> Void) {
        self.worker = worker
        self.work = work
        queue = DispatchQueue(label: label)
    }

    /// Hands a batch over; waits while too many wait already.
    package func add(_ batch: RowBatch) {
        free.wait()
        queue.async { [self] in
            if !isStopped.load(ordering: .relaxed) {
                do {
                    try work(&worker, batch)
                } catch {
                    failure = error
                    isStopped.store(true, ordering: .relaxed)
                }
            }
            free.signal()
        }
    }

    /// The worker after all batches; throws what it threw.
    package func finish() throws -> Worker {
        queue.sync {}
        if let failure { throw failure }
        return worker
    }

    /// Gives up what waits; does nothing after `finish`.
    package func stop() {
        isStopped.store(true, ordering: .relaxed)
        queue.sync {}
    }
}
