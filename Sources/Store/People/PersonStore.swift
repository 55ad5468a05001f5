// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres

/// Reads and writes persons and their memberships.
package struct PersonStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The person with this public identifier; `nil` when there is none.
    package func person(_ pid: PID) throws(PostgresError) -> PersonRecord? {
        try db.first("SELECT \(PersonRecord.columns) FROM persons WHERE pid = \(pid)")
    }

    /// The person with this key; `nil` when there is none.
    package func person(_ id: ID<Person>) throws(PostgresError) -> PersonRecord? {
        try db.first("SELECT \(PersonRecord.columns) FROM persons WHERE id = \(id)")
    }

    /// Everybody, by name.
    package func persons() throws(PostgresError) -> [PersonRecord] {
        try db.all("SELECT \(PersonRecord.columns) FROM persons ORDER BY name, pid")
    }

    /// Makes an active person who belongs to no organisation; the ORCID iD is what the person says.
    package func create(
        pid: PID,
        name: String,
        orcid: ORCID?,
        platformRoles: [String]
    ) throws(PostgresError) -> PersonRecord {
        try db.one(
            """
            INSERT INTO persons (pid, name, orcid, platform_roles)
            VALUES (\(pid), \(name), \(orcid), \(platformRoles))
            RETURNING \(PersonRecord.columns)
            """
        )
    }

    /// Takes a role on the platform away, which only the schema's owner may; false when the person does not
    /// have it.
    ///
    /// The database writes it down, with `details`, and refuses the last administrator's at COMMIT
    /// (`persons_last_admin`).
    package func take(_ role: PlatformRole, from person: ID<Person>, _ details: JSON) throws(PostgresError)
        -> Bool
    {
        try db.execute(
            """
            WITH said AS MATERIALIZED (
                SELECT set_config('app.move', \(Connection.said(.person, "take_role", details)), true)
            )
            UPDATE persons SET platform_roles = array_remove(platform_roles, \(role.rawValue)) FROM said
            WHERE id = \(person) AND \(role.rawValue) = ANY (platform_roles)
            """
        ) > 0
    }

    /// Gives a role; harmless when the person has it.
    package func join(_ person: ID<Person>, _ organisation: ID<Organisation>, as role: String)
        throws(PostgresError)
    {
        try db.execute(
            """
            INSERT INTO memberships (person, organisation, role) VALUES (\(person), \(organisation), \(role))
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// Takes a role away; false when the person did not have it.
    ///
    /// The last owner's leaving is refused at COMMIT.
    package func leave(
        _ person: ID<Person>,
        _ organisation: ID<Organisation>,
        as role: MembershipRole
    ) throws(PostgresError) -> Bool {
        try db.execute(
            """
            DELETE FROM memberships
            WHERE person = \(person) AND organisation = \(organisation) AND role = \(role)
            """
        ) > 0
    }

    /// Whether a person belongs to an organisation, in whatever state either is.
    package func belongs(_ person: ID<Person>, to organisation: ID<Organisation>) throws(PostgresError)
        -> Bool
    {
        try db.value(
            """
            SELECT EXISTS (
                SELECT FROM memberships WHERE person = \(person) AND organisation = \(organisation)
            )
            """
        )
    }

    /// Whether a person belongs to an organisation, in whatever state either is, or did at any time since
    /// `moment`.
    package func belonged(
        _ person: ID<Person>,
        to organisation: ID<Organisation>,
        since moment: Instant
    ) throws(PostgresError) -> Bool {
        try db.value("SELECT belonged(\(person), \(organisation), \(moment))")
    }

    /// Whether an administrator belongs to an organisation, or ever did, while another is active who never
    /// did and decides instead.
    package func givesWay(_ person: ID<Person>, in organisation: ID<Organisation>) throws(PostgresError)
        -> Bool
    {
        try db.value("SELECT gives_way(\(person), \(organisation))")
    }

    /// The organisations, in whatever state, for which a person speaks as an owner or clearance officer.
    package func clearing(_ person: ID<Person>) throws(PostgresError) -> Set<ID<Organisation>> {
        let ids: [UUID] = try db.scalars(
            """
            SELECT DISTINCT organisation FROM memberships
            WHERE person = \(person) AND role IN ('owner', 'clearance_officer')
            """
        )
        return Set(ids.map { ID(rawValue: $0) })
    }

    /// A person's roles, by the organisations' public identifiers.
    package func memberships(of person: ID<Person>) throws(PostgresError) -> [MembershipRecord] {
        try db.all(
            """
            SELECT \(MembershipRecord.columns)
            FROM memberships m JOIN persons p ON p.id = m.person JOIN organisations o ON o.id = m.organisation
            WHERE m.person = \(person)
            ORDER BY o.pid, m.role
            """
        )
    }

    /// The roles in an organisation, by the persons' public identifiers.
    package func members(of organisation: ID<Organisation>) throws(PostgresError) -> [MembershipRecord] {
        try db.all(
            """
            SELECT \(MembershipRecord.columns)
            FROM memberships m JOIN persons p ON p.id = m.person JOIN organisations o ON o.id = m.organisation
            WHERE m.organisation = \(organisation)
            ORDER BY p.pid, m.role
            """
        )
    }
}
