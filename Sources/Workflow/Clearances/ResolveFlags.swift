// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// Marks the flags as resolved whose passages a later version no longer has.
    ///
    /// - Throws: `LostRace` when somebody moved one without a lock.
    func resolve(_ gone: [FlagRecord]) throws {
        var clearances: [ID<ClearanceCase>] = []
        for flag in gone where !clearances.contains(flag.clearance) { clearances.append(flag.clearance) }
        let ids = Set(gone.map(\.id))
        for clearance in clearances {
            // All of them before the clearance is settled: one that was upheld and is
            // gone does not count any more.
            try changeFlags(of: clearance) {
                let flags = FlagStore(self)
                // As they are now: somebody may have moved one since it was read.
                for flag in try flags.flags(of: clearance)
                where ids.contains(flag.id) && flag.state.next(.resolve) != nil {
                    try flags.move(flag, .resolve)
                }
            }
        }
    }
}
