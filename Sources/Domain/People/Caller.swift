// SPDX-License-Identifier: Apache-2.0

/// Who asks, with the rights of this moment.
package struct Caller: Sendable {
    package struct Membership: Hashable, Sendable {
        package let organisation: ID<Organisation>
        package let role: MembershipRole

        package init(organisation: ID<Organisation>, role: MembershipRole) {
            self.organisation = organisation
            self.role = role
        }
    }

    package let person: ID<Person>
    package let pid: PID
    package let name: String
    package let platformRoles: Set<PlatformRole>
    package let memberships: [Membership]
    package let scopes: Set<Scope>

    package init(
        person: ID<Person>,
        pid: PID,
        name: String,
        platformRoles: Set<PlatformRole>,
        memberships: [Membership],
        scopes: Set<Scope>
    ) {
        self.person = person
        self.pid = pid
        self.name = name
        self.platformRoles = platformRoles
        self.memberships = memberships
        self.scopes = scopes
    }

    /// The organisations of which the caller is a member in any role.
    package var organisations: Set<ID<Organisation>> {
        Set(memberships.map(\.organisation))
    }

    package var isModerator: Bool { platformRoles.contains(.moderator) }
    package var isAdmin: Bool { platformRoles.contains(.admin) }
}

/// A human being known to the platform.
package enum Person {}
