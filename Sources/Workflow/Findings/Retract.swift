// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// The authors take a version back before it is public, with a reason of 1 to 5000 characters.
    ///
    /// What is certified already is taken back with its certificate: ``withdraw(_:because:signing:)``.
    ///
    /// - Throws: `TransitionRefused` when it cannot be taken back now, `LostRace` when it changed meanwhile.
    package func retract(_ version: VersionCase, because reason: String) throws {
        try move(version.row, .retract, ["reason": .string(reason)])
        try ClearanceStore(self).leave(version.id)
    }
}
