// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// Has a version screened anew, when its screening has ended and it is still before its gates.
    ///
    /// - Throws: `LostRace` when somebody moved the screening meanwhile.
    package func renewScreening(of id: ID<FindingVersion>) throws {
        guard let version = try VersionStore(self).lock(id), version.state == .submitted,
            let screening = try GateStore(self).screening(of: id), screening.next(.renew) != nil
        else { return }
        try moveGate(of: id) { try move(Subject(id, screening), .renew) }
        try JobStore(self).enqueue(.screenVersion, id.rawValue)
    }
}
