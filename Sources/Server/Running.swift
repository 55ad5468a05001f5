// SPDX-License-Identifier: Apache-2.0
import ServiceLifecycle
import Synchronization

/// A platform that answers requests.
package final class Running: Sendable {
    private let state = Mutex((port: 0, group: ServiceGroup?.none))

    package var port: Int { state.withLock(\.port) }

    func began(_ group: ServiceGroup) {
        state.withLock { $0.group = group }
    }

    func isReady(at port: Int) {
        state.withLock { $0.port = port }
    }

    /// Stops in good order: what is in flight is answered first.
    package func stop() async {
        await state.withLock(\.group)?.triggerGracefulShutdown()
    }
}
