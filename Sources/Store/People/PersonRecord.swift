// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A person as stored.
package struct PersonRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: ID<Person>
    /// The public identifier, of the kind `person`.
    package let pid: PID
    /// 1 to 200 characters.
    package let name: String
    /// The ORCID iD; `nil` when none was given.
    package let orcid: ORCID?
    /// Whether it was authenticated, and so is nobody else's; otherwise others may say that it is theirs.
    package let isORCIDAuthenticated: Bool
    package let state: PersonState
    /// The raw values of the roles on the platform, `moderator` and `admin`; may be empty.
    package let platformRoles: [String]
    /// When the person was made known to the platform.
    package let createdAt: Instant

    /// The person's row, to be moved.
    package var row: Subject<PersonState> { Subject(id, state) }

    /// How far the ORCID iD can be believed; `nil` when none was given.
    package var orcidStatus: ORCIDStatus? {
        orcid.map { _ in isORCIDAuthenticated ? .authenticated : .asserted }
    }

    package static var columns: SQL {
        """
        id, pid, name, orcid, orcid_authenticated_at IS NOT NULL, state, platform_roles, created_at
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        pid = try row.next()
        name = try row.next()
        orcid = try row.next()
        isORCIDAuthenticated = try row.next()
        state = try row.next()
        platformRoles = try row.next()
        createdAt = try row.next()
    }
}

/// A person's role in an organisation, with both names.
package struct MembershipRecord: Record, Sendable {
    /// The person's public identifier.
    package let person: PID
    /// The person's name: 1 to 200 characters.
    package let personName: String
    /// The organisation's public identifier.
    package let organisation: PID
    /// The organisation's name: 1 to 200 characters.
    package let organisationName: String
    /// One role; a person with several has a record for each.
    package let role: MembershipRole
    /// When the person was given the role.
    package let since: Instant

    package static var columns: SQL { "p.pid, p.name, o.pid, o.name, m.role, m.since" }

    package init(row: inout Row) throws(DecodingFailure) {
        person = try row.next()
        personName = try row.next()
        organisation = try row.next()
        organisationName = try row.next()
        role = try row.next()
        since = try row.next()
    }
}
