// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres

/// What follows for a clearance, and for its version, once flags have moved.
package struct ClearanceResolution {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
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
            try clearances.uphold(clearance, .uphold)
            try requestChanges(clearance)
        } else {
            try clearances.pass(clearance, .resolve, as: .flagsResolved)
            try GateStore(db).certifyIfOpen(clearance.version)
        }
    }

    /// Asks the authors for a version without the passages that were upheld.
    package func requestChanges(_ clearance: ClearanceRecord) throws {
        guard let version = try VersionStore(db).lock(clearance.version), version.state == .submitted else {
            return
        }
        try db.move(version.row, .requestChanges, ["clearance": .string(clearance.pid.description)])
    }

    /// Marks the flags as resolved whose passages a later version no longer has.
    package func resolve(_ flags: [FlagRecord]) throws {
        let store = FlagStore(db)
        for pid in flags.map(\.pid) {
            // As it is now: somebody may have moved it since it was read.
            guard let flag = try store.lock(pid), flag.state.next(.resolve) != nil else { continue }
            try store.move(flag, .resolve)
        }
    }
}
