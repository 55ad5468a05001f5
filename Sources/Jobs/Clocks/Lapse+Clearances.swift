// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Lapse {
    /// Silence clears; at the cap only upheld flags remain.
    static let clearances = Lapse { db in
        guard let clearance = try DueStore(db).clearance() else { return false }
        guard clearance.state == .flagged else {
            let isCap = clearance.dueAt.map { $0 >= clearance.capAt } ?? false
            try pass(clearance, isCap ? .cap : .lapse, as: isCap ? .cap : .lapsed, db)
            return true
        }
        let flags = FlagStore(db)
        for flag in try flags.flags(of: clearance.id) where flag.state.isWaiting {
            try flags.move(flag, .lapse)
        }
        if try flags.flags(of: clearance.id).contains(where: { $0.state == .upheld }) {
            try ClearanceStore(db).uphold(clearance, .capUpheld)
            try ClearanceResolution(db).requestChanges(clearance)
        } else {
            try pass(clearance, .cap, as: .cap, db)
        }
        return true
    }

    /// Undecided means dismissed, but personal data goes to an administrator, whose silence upholds.
    static let flags = Lapse { db in
        guard let flag = try DueStore(db).flag() else { return false }
        if flag.state == .contested, flag.category == .personalData {
            try FlagStore(db).move(flag, .escalate, dueInDays: Deadlines.flagEscalation)
        } else {
            try FlagStore(db).move(flag, .lapse)
            try ClearanceResolution(db).settle(flag.clearancePID)
        }
        return true
    }

    private static func pass(
        _ clearance: ClearanceRecord,
        _ event: Clearance.State.Event,
        as outcome: Clearance.Outcome,
        _ db: Connection
    ) throws {
        try ClearanceStore(db).pass(clearance, event, as: outcome)
        try GateStore(db).certifyIfOpen(clearance.version)
    }
}
