// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Counts the requests under way, and refuses more than so many.
final class InFlight: Sendable {
    private let count = Atomic(0)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    var current: Int { count.load(ordering: .relaxed) }

    /// Whether there was room; each success is followed by one `leave`.
    func enter() -> Bool {
        guard count.add(1, ordering: .relaxed).oldValue < limit else {
            leave()
            return false
        }
        return true
    }

    /// For what is answered however many there are.
    func enterAnyway() {
        count.add(1, ordering: .relaxed)
    }

    func leave() {
        count.subtract(1, ordering: .relaxed)
    }
}
