// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// Marks the flags as resolved whose passages a later version no longer has; those that were decided
    /// otherwise stay as they are.
    ///
    /// Whoever calls it has locked all clearances of the finding.
    ///
    /// - Throws: `LostRace` when somebody moved one without a lock.
    func resolve(_ gone: [FlagRecord]) throws {
        let ids = Set(gone.map(\.id))
        let providers = Dictionary(gone.map { ($0.organisation, $0.finding) }) { $1 }
        for (provider, finding) in providers {
            // All of them before a clearance is settled: one that was upheld and is gone does not count any
            // more.
            try changeFlags(of: provider, on: finding) {
                let flags = FlagStore(self)
                // As they are now: somebody may have moved one since it was read.
                for flag in try flags.all(on: finding)
                where ids.contains(flag.id) && flag.organisation == provider
                    && flag.state.next(.resolve) != nil
                {
                    try flags.move(flag, .resolve)
                }
            }
        }
    }
}
