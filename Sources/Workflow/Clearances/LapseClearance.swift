// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// What the clock does with a clearance that is due and locked: silence clears; at the cap
    /// only upheld flags remain, but for those that too few can judge.
    ///
    /// - Throws: `LostRace` when somebody moved it or one of its flags without a lock.
    package func lapse(_ due: ClearanceRecord) throws {
        guard due.state == .flagged else {
            let isCap = due.dueAt.map { $0 >= due.capAt } ?? false
            return try clear(due, as: isCap ? .cap : .lapsed)
        }
        // Flags that are due themselves come first: after a time without any server, a flag about personal
        // data that was due to be escalated is escalated, and does not fall to the cap.
        try lapseFlags(of: due)
        guard let clearance = try ClearanceStore(self).clearance(due.id), clearance.state == .flagged,
            // Later, where one of them has its time anew.
            let end = clearance.dueAt, try end <= PlatformClock(self).now()
        else { return }
        // Nobody's silence counts where too few could have decided; then the clearance waits on too.
        let found = try callJudges(of: clearance.finding)
        let flags = FlagStore(self)
        guard try !flags.flags(of: clearance.id).contains(where: { found.holds($0.state) }) else {
            return try ClearanceStore(self).hold(clearance, until: try nextCall(found))
        }
        // They fall all together: settled after each, the clearance would end by the last one and not by
        // its cap. After a long time without any server one may have several steps before it.
        while let flag = try flags.flags(of: clearance.id).first(where: \.state.isWaiting) {
            // One about persons is before an administrator now, if there is one.
            let found = flag.state == .escalated ? try callJudges(of: clearance.finding) : found
            guard !found.holds(flag.state) else {
                return try ClearanceStore(self).hold(clearance, until: try nextCall(found))
            }
            try flags.move(flag, flag.silence)
        }
        let upheld = try flags.flags(of: clearance.id).filter { $0.state == .upheld }
        if try !without(near: upheld, clearance).isEmpty {
            try uphold(clearance, .capUpheld)
        } else {
            try clear(clearance, as: .cap)
        }
    }
}
