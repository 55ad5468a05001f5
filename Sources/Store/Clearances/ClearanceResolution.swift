// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres

/// What follows for a clearance, and for its version, once flags have moved.
package struct ClearanceResolution {
    private let db: Connection

    package init(_ db: Connection) {
        self.db = db
    }

    /// Ends a flagged clearance when none of its flags waits any longer: passed when none was upheld, upheld
    /// otherwise, in which case the version needs changes.
    ///
    /// A conceded flag goes on waiting for the version without the passage.
    package func settle(_ pid: PID) throws {
        let clearances = ClearanceStore(db)
        guard let found = try clearances.clearance(pid) else { return }
        try clearances.lock(found.id)
        guard let clearance = try clearances.clearance(pid), clearance.state == .flagged else { return }
        let flags = try FlagStore(db).flags(of: clearance.id)
        guard !flags.contains(where: \.state.isWaiting) else { return }
        if flags.contains(where: { $0.state == .upheld }) {
            _ = try clearance.state.after(.uphold)
            guard try clearances.uphold(clearance.id, from: clearance.state) else { return }
            try AuditLog(db).record("uphold", "clearance", clearance.pid.description)
            try requestChanges(clearance)
        } else {
            _ = try clearance.state.after(.resolve)
            guard
                try clearances.pass(
                    clearance.id,
                    from: clearance.state,
                    as: .flagsResolved,
                    by: nil,
                    reason: nil
                )
            else {
                return
            }
            try AuditLog(db).record("resolve", "clearance", clearance.pid.description)
            try GateStore(db).certifyIfOpen(clearance.version)
        }
    }

    /// Asks the authors for a version without the passages that were upheld.
    package func requestChanges(_ clearance: ClearanceRecord) throws {
        guard clearance.versionState == .submitted else { return }
        let next = try clearance.versionState.after(.requestChanges)
        guard try VersionStore(db).move(clearance.version, from: .submitted, to: next) else { return }
        try AuditLog(db).record(
            "request_changes",
            "finding_version",
            "\(clearance.findingPID)/\(clearance.number)",
            ["clearance": .string(clearance.pid.description)]
        )
    }

    /// Marks the flags as resolved whose passages a later version no longer has.
    package func resolve(_ flags: [FlagRecord]) throws {
        for flag in flags {
            let next = try flag.state.after(.resolve)
            guard try FlagStore(db).move(flag.id, from: flag.state, to: next) else { continue }
            try AuditLog(db).record("resolve", "flag", flag.pid.description)
        }
    }
}
