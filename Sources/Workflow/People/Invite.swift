// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// An owner invites a person, by a name of 1 to 200 characters, into an organisation,
    /// with at least one role there.
    package func invite(
        _ name: String,
        into organisation: OrganisationRecord,
        as roles: Set<MembershipRole>,
        _ pid: PID,
        code: TokenText,
        by person: ID<Person>
    ) throws -> InvitationRecord {
        let invitation = try InvitationStore(self).create(
            pid: pid,
            name: name,
            organisation: organisation.id,
            roles: roles.map(\.rawValue).sorted(),
            platformRoles: [],
            code: code,
            by: person
        )
        try record(
            .memberInvited,
            organisation.pid.description,
            ["invitation": .string(pid.description)]
        )
        return invitation
    }

    /// An owner takes an open invitation back; false when there is none.
    package func revokeInvitation(_ pid: PID, into organisation: OrganisationRecord) throws -> Bool {
        guard try InvitationStore(self).revoke(pid, of: organisation.id) else { return false }
        try record(.invitationRevoked, pid.description)
        return true
    }
}
