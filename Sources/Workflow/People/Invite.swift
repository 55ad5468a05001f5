// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// Whom an invitation is for, and for what.
package struct Invited: Sendable {
    /// 1 to 200 characters, as the inviter writes it.
    package let name: String
    /// Where the person will have `roles`; `nil` exactly when there are none.
    package let organisation: OrganisationRecord?
    /// What the person will be there; empty exactly when `organisation` is `nil`.
    package let roles: Set<MembershipRole>
    /// On the platform as a whole, which only the platform itself gives.
    package let platformRoles: Set<PlatformRole>

    /// A member of an organisation, with at least one role there.
    package init(_ name: String, into organisation: OrganisationRecord, as roles: Set<MembershipRole>) {
        self.init(name, into: organisation, as: roles, platformRoles: [])
    }

    /// A person with roles in an organisation, on the platform, or both; at least one.
    package init(
        _ name: String,
        into organisation: OrganisationRecord?,
        as roles: Set<MembershipRole>,
        platformRoles: Set<PlatformRole>
    ) {
        self.name = name
        self.organisation = organisation
        self.roles = roles
        self.platformRoles = platformRoles
    }
}

extension Connection {
    /// Invites a person by a code that is good once: an owner does, or the platform itself, where `person` is
    /// `nil`.
    ///
    /// It is written down of the organisation, and of the invitation where that is to the platform.
    package func invite(_ invited: Invited, as pid: PID, code: TokenText, by person: ID<Person>?) throws
        -> InvitationRecord
    {
        let invitation = try InvitationStore(self).create(
            pid: pid,
            name: invited.name,
            organisation: invited.organisation?.id,
            roles: invited.roles.map(\.rawValue).sorted(),
            platformRoles: invited.platformRoles.map(\.rawValue).sorted(),
            code: code,
            by: person
        )
        if let organisation = invited.organisation {
            try record(
                .memberInvited,
                organisation.pid.description,
                ["invitation": .string(pid.description)]
            )
        }
        if !invited.platformRoles.isEmpty {
            try record(.personInvited, pid.description, ["name": .string(invited.name)])
        }
        return invitation
    }

    /// An owner takes an open invitation back; false when there is none.
    package func revokeInvitation(_ pid: PID, into organisation: OrganisationRecord) throws -> Bool {
        guard try InvitationStore(self).revoke(pid, of: organisation.id) else { return false }
        try record(.invitationRevoked, pid.description)
        return true
    }
}
