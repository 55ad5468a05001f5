// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// What the clock does with a failed screening, which is locked, about which nobody did anything: its
    /// version needs changes.
    ///
    /// - Throws: `LostRace` when its version has left its gates.
    package func lapseScreening(of version: ID<FindingVersion>) throws {
        try moveGate(of: version, ["screening": "lapsed"]) {
            try move(Subject(version, Screening.failed), .lapse)
        }
    }
}
