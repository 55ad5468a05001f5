// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// What the clock does with the flags of a clearance that nobody decided in time: undecided means
    /// dismissed, but a contested one about persons goes to an administrator, whose silence upholds.
    ///
    /// - Throws: `LostRace` when somebody moved one without a lock.
    package func lapseFlags(of clearance: ClearanceRecord) throws {
        try changeFlags(of: clearance.id) {
            let flags = FlagStore(self)
            for flag in try DueStore(self).flags(of: clearance.id) {
                if flag.state == .contested, flag.category == .personalData {
                    try flags.move(flag, .escalate, dueInDays: Deadlines.flagEscalation)
                } else {
                    try flags.move(flag, .lapse)
                }
            }
        }
    }
}
