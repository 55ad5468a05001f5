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
        for flag in try FlagStore(db).flags(of: clearance.id) where flag.state.isWaiting {
            try move(flag, .lapse, db)
        }
        if try FlagStore(db).flags(of: clearance.id).contains(where: { $0.state == .upheld }) {
            _ = try clearance.state.after(.capUpheld)
            _ = try ClearanceStore(db).uphold(clearance.id, from: clearance.state)
            try AuditLog(db).record(
                Clearance.State.Event.capUpheld.rawValue,
                "clearance",
                clearance.pid.description
            )
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
            try move(flag, .escalate, db, dueInDays: Deadlines.flagEscalation)
        } else {
            try move(flag, .lapse, db)
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
        _ = try clearance.state.after(event)
        let passed = try ClearanceStore(db).pass(
            clearance.id,
            from: clearance.state,
            as: outcome,
            by: nil,
            reason: nil
        )
        guard passed else { return }
        try AuditLog(db).record(event.rawValue, "clearance", clearance.pid.description)
        try GateStore(db).certifyIfOpen(clearance.version)
    }

    private static func move(
        _ flag: FlagRecord,
        _ event: Flag.State.Event,
        _ db: Connection,
        dueInDays days: Int? = nil
    ) throws {
        let next = try flag.state.after(event)
        guard try FlagStore(db).move(flag.id, from: flag.state, to: next, dueInDays: days) else { return }
        try AuditLog(db).record(event.rawValue, "flag", flag.pid.description)
    }
}
