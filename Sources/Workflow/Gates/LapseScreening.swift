// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// What the clock does with a screening, which is locked, about which nobody did anything: what failed
    /// needs changes; where authors ask for an exception, administrators are asked as well; a doubt goes to
    /// the administrators, and after that means that the passage stands.
    ///
    /// - Throws: `LostRace` when its version has left its gates.
    package func lapse(_ due: DueRow<Screening>, of version: ID<FindingVersion>) throws {
        guard due.event == .escalate else {
            return try moveGate(of: version, ["screening": .string(due.event.rawValue)]) {
                try move(due.row, due.event)
            }
        }
        try moveGate(of: version) {
            try move(due.row, .escalate, set: ["late_since = coalesce(late_since, due_at)"])
        }
        if let late = try VersionStore(self).version(version) { try callJudges(of: late.finding) }
    }
}
