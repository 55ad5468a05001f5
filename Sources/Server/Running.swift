// SPDX-License-Identifier: Apache-2.0
import API
import ServiceLifecycle
import Synchronization

/// A platform that answers requests.
package final class Running: Sendable {
    private let state = Mutex(
        (port: 0, operatorsPort: 0, group: ServiceGroup?.none, services: Services?.none)
    )

    /// One that did not begin yet.
    package init() {}

    package var port: Int { state.withLock(\.port) }

    /// Of the address for operators; 0 without one.
    package var operatorsPort: Int { state.withLock(\.operatorsPort) }

    func began(_ group: ServiceGroup, _ services: Services) {
        state.withLock {
            $0.group = group
            $0.services = services
        }
    }

    func isReady(at port: Int) {
        state.withLock { $0.port = port }
    }

    func isWatchable(at port: Int) {
        state.withLock { $0.operatorsPort = port }
    }

    /// See ``Services/forget()``.
    package func forget() {
        state.withLock(\.services)?.forget()
    }

    /// Stops in good order: what is in flight is answered first.
    package func stop() async {
        await state.withLock(\.group)?.triggerGracefulShutdown()
    }
}
