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

    /// The same, into which somebody of the name `owner`, with 1 to 200 characters, is invited as its first
    /// owner.
    package func makeOrganisation(
        _ name: String,
        _ kind: Organisation.Kind,
        ror: ROR?,
        as pid: PID,
        owner: String,
        invitedAs invitation: PID,
        code: TokenText
    ) throws -> InvitationRecord {
        let made = try makeOrganisation(name, kind, ror: ror, as: pid)
        return try invite(Invited(owner, into: made, as: [.owner]), as: invitation, code: code, by: nil)
    }

    /// An administrator approves, suspends, resumes or closes an organisation, with a
    /// reason of 1 to 5000 characters; the state that it is in then.
    ///
    /// - Throws: `TransitionRefused` when it cannot happen now, `LostRace` when the
    ///   organisation changed meanwhile.
    @discardableResult
    package func decide(
        _ event: Organisation.State.Event,
        on organisation: OrganisationRecord,
        because reason: String
    ) throws -> Organisation.State {
        try move(organisation.row, event, ["reason": .string(reason)])
    }
}
