// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// What the worker and the keeper of its lease tell each other.
final class JobState: Sendable {
    private let state = Mutex((progress: 0.0, isLost: false))

    var progress: Double { state.withLock(\.progress) }

    /// Another server has the job.
    func lose() {
        state.withLock { $0.isLost = true }
    }

    /// Notes how far the work is; throws when it is no longer ours.
    func report(_ progress: Double) throws(CancellationError) {
        let isLost = state.withLock { state in
            state.progress = progress
            return state.isLost
        }
        if isLost { throw CancellationError() }
    }
}
