// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Makes an organisation, which is active at once, on the platform's own word; its
    /// name has 1 to 200 characters.
    ///
    /// The database refuses a name or a ROR id that another has.
    package func makeOrganisation(_ name: String, _ kind: Organisation.Kind, ror: ROR?, as pid: PID) throws
        -> OrganisationRecord
    {
        let made = try OrganisationStore(self).create(pid: pid, name: name, kind: kind, ror: ror)
        try record(.organisationMade, pid.description, ["name": .string(name)])
        try move(made.row, .approve)
        return made
    }

    /// An administrator approves, suspends, resumes or closes an organisation, with a
    /// reason of 1 to 5000 characters.
    ///
    /// - Throws: `TransitionRefused` when it cannot happen now, `LostRace` when the
    ///   organisation changed meanwhile.
    package func decide(
        _ event: Organisation.State.Event,
        on organisation: OrganisationRecord,
        because reason: String
    ) throws {
        try move(organisation.row, event, ["reason": .string(reason)])
    }
}
