// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Ends an embargo: a publication and its version, both locked, become public together or not at all;
    /// what was hidden is shown again.
    ///
    /// - Throws: `LostRace` when one of the two is no longer in its state.
    package func publish(_ due: PublicationEntry) throws {
        guard due.state != .hidden else {
            try move(due.row, .show)
            return
        }
        try move(due.row, .publish)
        try move(due.versionRow, .publish, ["publication": .string(due.pid.description)])
    }
}
