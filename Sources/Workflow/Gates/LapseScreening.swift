// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// What the clock does with a screening, which is locked, about which nobody did anything: what failed
    /// needs changes; a doubt goes to the administrators, and after that means that the passage stands.
    ///
    /// - Throws: `LostRace` when its version has left its gates.
    package func lapse(_ due: DueRow<Screening>, of version: ID<FindingVersion>) throws {
        let next: Due = due.event == .defer ? .days(Deadlines.passageEscalation) : .never
        try moveGate(of: version, ["screening": .string(due.event.rawValue)]) {
            try move(due.row, due.event, due: next)
        }
    }
}
