// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Has flags of a clearance changed by `change`, and then asks what that means for the clearance.
    ///
    /// Every act on flags is made in here, so that none can forget to ask.
    func changeFlags(of clearance: ID<ClearanceCase>, _ change: () throws -> Void) throws {
        // A clearance is locked before its flags, and its version after both. All acts on flags, the clocks
        // and the screening go in this order; two that went in different ones would wait for each other.
        try ClearanceStore(self).lock(clearance)
        try change()
        try settle(clearance)
    }

    /// Ends a flagged clearance when none of its flags waits any longer: upheld when one was, and passed
    /// otherwise; but before the review is due the rest of it goes on, so that an early objection costs
    /// the provider no time.
    ///
    /// A conceded flag goes on waiting for the version without the passage.
    private func settle(_ id: ID<ClearanceCase>) throws {
        guard let clearance = try ClearanceStore(self).clearance(id), clearance.state == .flagged else {
            return
        }
        let flags = try FlagStore(self).flags(of: id)
        guard !flags.contains(where: \.state.isWaiting) else { return }
        if flags.contains(where: { $0.state == .upheld }) {
            try uphold(clearance, .uphold)
        } else if let due = clearance.reviewDueAt, try PlatformClock(self).now() < due {
            try ClearanceStore(self).resume(clearance)
        } else {
            try clear(clearance, as: .flagsResolved)
        }
    }

    /// Ends a clearance as upheld: its version needs changes, without the passages that were upheld.
    func uphold(_ clearance: ClearanceRecord, _ event: Clearance.State.Event) throws {
        let details: JSON = ["clearance": .string(clearance.pid.description)]
        try moveGate(of: clearance.version, details) {
            try ClearanceStore(self).uphold(clearance, event)
        }
    }
}
