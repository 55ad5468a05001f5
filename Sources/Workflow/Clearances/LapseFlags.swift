// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// What the clock does with the flags of a clearance's provider on its finding for which nobody acted in
    /// time: unanswered is contested; undecided is dismissed, but one about persons goes to an administrator,
    /// whose silence upholds.
    ///
    /// Where too few could have decided, nobody's silence counts, and the flag waits on; where too few could
    /// for a part of its time, it has that anew.
    ///
    /// - Throws: `LostRace` when somebody moved one without a lock.
    package func lapseFlags(of clearance: ClearanceRecord) throws {
        let found = try callJudges(of: clearance.finding)
        try changeFlags(of: clearance.organisation, on: clearance.finding) {
            let flags = FlagStore(self)
            for flag in try DueStore(self).flags(of: clearance.organisation, on: clearance.finding) {
                if found.holds(flag.state) {
                    try flags.hold(flag, until: try nextCall(found))
                    continue
                }
                guard try isHeardThroughout(flag) else {
                    try flags.renewTime(on: flag.finding, of: flag)
                    try record(.judgesFound, found.subject)
                    continue
                }
                switch flag.silence {
                case .contest: try flags.move(flag, .contest, dueInDays: Deadlines.flagDecision)
                case .escalate: try flags.move(flag, .escalate, dueInDays: Deadlines.flagEscalation)
                case let event: try flags.move(flag, event)
                }
            }
        }
        try callJudges(of: clearance.finding)
    }

    /// Whether a flag that is due was, for the whole of its time, before enough who could decide on it.
    private func isHeardThroughout(_ flag: FlagRecord) throws -> Bool {
        guard let days = flag.state.decisionDays, let due = flag.dueAt else { return true }
        let began = due.advanced(byDays: -Int64(days))
        return try BenchStore(self).bench(of: flag.finding, since: began).isSilenceHeard(on: flag.state)
    }

    /// When the clock looks again at what waits for want of judges: as it asks administrators again.
    ///
    /// Always in the future: that hour may be over too, before the clock has come to it, and what is due
    /// again at once would keep the clock from everything else.
    func nextCall(_ found: BenchRecord) throws -> Instant {
        let now = try PlatformClock(self).now()
        if let hour = found.vacantUntil, hour > now { return hour }
        return now.advanced(byDays: Int64(Deadlines.appointment))
    }
}

extension FlagRecord {
    /// What silence means in its state.
    var silence: Flag.State.Event {
        switch state {
        case .open: .contest
        case .contested where category == .personalData: .escalate
        default: .lapse
        }
    }
}
