// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A person as stored.
package struct PersonRecord: Record, Sendable {
    package let id: ID<Person>
    package let pid: PID
    package let name: String
    package let orcid: ORCID?
    package let state: PersonState
    package let platformRoles: [String]
    package let createdAt: Instant

    package var row: Subject<PersonState> { Subject(id, state) }

    package static var columns: SQL { "id, pid, name, orcid, state, platform_roles, created_at" }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        pid = try row.next()
        name = try row.next()
        orcid = try row.next()
        state = try row.next()
        platformRoles = try row.next()
        createdAt = try row.next()
    }
}

/// A person's role in an organisation, with both names.
package struct MembershipRecord: Record, Sendable {
    package let person: PID
    package let personName: String
    package let organisation: PID
    package let organisationName: String
    package let role: MembershipRole
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
