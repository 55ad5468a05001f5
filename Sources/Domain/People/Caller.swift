// SPDX-License-Identifier: Apache-2.0

/// Who asks, with the rights of this moment.
package struct Caller: Sendable {
    /// One role in one organisation; a person with two roles there has two memberships.
    package struct Membership: Hashable, Sendable {
        /// Where the caller has the role.
        package let organisation: ID<Organisation>
        /// What the caller may do there.
        package let role: MembershipRole

        /// Takes the pair as it is: nothing checks that the organisation is active.
        package init(organisation: ID<Organisation>, role: MembershipRole) {
            self.organisation = organisation
            self.role = role
        }
    }

    /// The person's identity inside the platform; clients see `pid`.
    package let person: ID<Person>
    /// The person's public identifier, of the kind `person`.
    package let pid: PID
    /// The person's own name, 1 to 200 characters.
    package let name: String
    /// Roles on the platform as a whole; empty for whoever has none.
    package let platformRoles: Set<PlatformRole>
    /// One for each role in an active organisation; empty when there is none.
    package let memberships: [Membership]
    /// What the token that was sent is good for; it narrows the person's rights and adds none.
    package let scopes: Set<Scope>

    /// Takes the answer of signing in as it is: nothing is checked here.
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

    /// Whether the person is a moderator, whatever the token covers.
    package var isModerator: Bool { platformRoles.contains(.moderator) }
    /// Whether the person is an administrator, whatever the token covers.
    package var isAdmin: Bool { platformRoles.contains(.admin) }
}

/// A human being known to the platform.
package enum Person {}
