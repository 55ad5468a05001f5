// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// Whether a piece of blocking work should end early.
final class StopFlag: Sendable {
    private let isStopped = Atomic(false)

    func stop() {
        isStopped.store(true, ordering: .relaxed)
    }

    func check() throws(CancellationError) {
        if isStopped.load(ordering: .relaxed) { throw CancellationError() }
    }
}

/// Runs what reads and computes for long on a thread of its own, away from the threads that all tasks share.
///
/// `body` looks at the flag now and then; it is set when the task is cancelled.
func onOwnThread<T: Sendable>(_ body: @escaping @Sendable (StopFlag) throws -> T) async throws -> T {
    let flag = StopFlag()
    return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "job").async {
                continuation.resume(with: Result { try body(flag) })
            }
        }
    } onCancel: {
        flag.stop()
    }
}
