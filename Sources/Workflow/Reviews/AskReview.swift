// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// A moderator asks a person for advice on a submitted version.
    ///
    /// The database refuses a party, anybody who is no reviewer or who also decides, and a second
    /// request to the same person.
    ///
    /// - Throws: `ActRefused` when there is no such person.
    package func askReview(
        of version: VersionCase,
        from reviewer: PID,
        as pid: PID,
        by person: ID<Person>
    ) throws {
        guard let asked = try PersonStore(self).person(reviewer) else {
            throw ActRefused.invalid("/reviewer", "unknown_value", "There is no such person.")
        }
        try ReviewStore(self).request(pid: pid, of: version, from: asked.id, by: person)
        try record(.reviewRequested, pid.description)
    }
}
