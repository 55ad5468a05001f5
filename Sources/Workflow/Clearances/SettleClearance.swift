// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Has flags of a provider on a finding changed by `change`, and then asks what that means for each of
    /// its clearances that waits for them.
    ///
    /// Every act on flags is made in here, so that none can forget to ask.
    func changeFlags(
        of provider: ID<Organisation>,
        on finding: ID<Finding>,
        _ change: () throws -> Void
    ) throws {
        // Clearances are locked before their flags, in one order, and a version after both. All acts on
        // flags, the clocks and the screening go so; two that went in different ways would wait for each
        // other.
        try ClearanceStore(self).lock(of: provider, on: finding)
        try change()
        for clearance in try ClearanceStore(self).flagged(by: provider, on: finding) {
            try settle(clearance)
        }
    }

    /// Asks what is known now means for the clearances of a version that wait for objections.
    func settle(_ version: ID<FindingVersion>) throws {
        for clearance in try ClearanceStore(self).clearances(on: version) where clearance.state == .flagged {
            try settle(clearance)
        }
    }

    /// Ends a flagged clearance when none of the flags on it waits any longer: upheld when one was, and
    /// passed otherwise; but before the review is due the rest of it goes on, so that an early objection
    /// costs the provider no time, unless the version brings it nothing new.
    ///
    /// A conceded flag goes on waiting for the version without the passage.
    private func settle(_ clearance: ClearanceRecord) throws {
        let clearances = ClearanceStore(self)
        let flags = try FlagStore(self).flags(of: clearance.id)
        guard !flags.contains(where: \.state.isWaiting) else { return }
        let upheld = flags.filter { $0.state == .upheld }
        guard upheld.isEmpty else {
            // Of an earlier version's passage the screening says whether it stands; it asks again then.
            let isKnown = try GateStore(self).screening(of: clearance.version) != .pending
            let standing = try without(near: upheld, clearance)
            guard standing.contains(where: { isKnown || $0.clearance == clearance.id }) else { return }
            return try uphold(clearance, .uphold)
        }
        if try clearances.bringsNothing(clearance) {
            // As it would have been carried over at its submission, had nothing held it.
            try moveGate(of: clearance.version) { try clearances.carryOver(clearance) }
        } else if let due = clearance.reviewDueAt, try PlatformClock(self).now() < due {
            try clearances.resume(clearance)
        } else {
            try clear(clearance, as: .flagsResolved)
        }
    }

    /// The flags but for those that the clearance's version only comes near to: whether their passages stand,
    /// somebody else says, and the version waits for that by its screening.
    func without(near flags: [FlagRecord], _ clearance: ClearanceRecord) throws -> [FlagRecord] {
        let near = Set(try FlagStore(self).near(to: clearance.version).map(\.id))
        return flags.filter { !near.contains($0.id) }
    }

    /// Ends a clearance as upheld: its version needs changes, without the passages that were upheld.
    func uphold(_ clearance: ClearanceRecord, _ event: Clearance.State.Event) throws {
        let details: JSON = ["clearance": .string(clearance.pid.description)]
        try moveGate(of: clearance.version, details) {
            try ClearanceStore(self).uphold(clearance, event)
        }
    }

    /// Has the clearances of a version that comes back before its gates wait for objections that were raised
    /// to a later one meanwhile.
    func hold(_ version: ID<FindingVersion>) throws {
        for clearance in try ClearanceStore(self).clearances(on: version)
        where clearance.state.next(.raise) != nil && clearance.state != .flagged {
            let flags = try FlagStore(self).flags(of: clearance.id)
            guard let flag = flags.first(where: { $0.state.isWaiting || $0.state == .upheld }) else {
                continue
            }
            try ClearanceStore(self).raise(clearance, flag.details)
        }
    }
}

extension FlagRecord {
    /// What is written down of it where it holds a clearance.
    fileprivate var details: JSON {
        ["flag": .string(pid.description), "category": .string(category.rawValue)]
    }
}
