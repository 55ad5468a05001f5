// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What one person did for a version.
package struct ContributionRecord: Record, Sendable {
    /// The name as it is to be published: 1 to 200 characters.
    package let name: String
    /// The person's ORCID iD; `nil` when none was given.
    package let orcid: ORCID?
    /// The organisation's name, 1 to 200 characters; `nil` when none was given.
    package let affiliation: String?
    /// The organisation's ROR id; `nil` when none was given.
    package let ror: ROR?
    /// What the person did; at least one role.
    package let creditRoles: [CreditRole]

    package static var columns: SQL { "name, orcid, affiliation, ror, credit_roles" }

    /// Takes the parts as they are: the database checks the bounds when they are stored.
    package init(name: String, orcid: ORCID?, affiliation: String?, ror: ROR?, creditRoles: [CreditRole]) {
        self.name = name
        self.orcid = orcid
        self.affiliation = affiliation
        self.ror = ror
        self.creditRoles = creditRoles
    }

    package init(row: inout Row) throws(DecodingFailure) {
        name = try row.next()
        orcid = try row.next()
        affiliation = try row.next()
        ror = try row.next()
        let roles: [String] = try row.next()
        creditRoles = try roles.map { (role: String) throws(DecodingFailure) in try .known(role) }
    }
}

/// Reads and writes contributions and the releases used; the database lets only drafts change.
package struct ContributionStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The contributions to a version in the order in which they were given; empty when there are none.
    package func contributions(to version: ID<FindingVersion>) throws(PostgresError) -> [ContributionRecord] {
        try db.all(Self.contributions(to: version))
    }

    /// The statement for the ``ContributionRecord``s of a version.
    package static func contributions(to version: ID<FindingVersion>) -> SQL {
        """
        SELECT \(ContributionRecord.columns) FROM contributions
        WHERE version = \(version) ORDER BY position
        """
    }

    /// Replaces the whole ordered list.
    package func replace(
        _ contributions: [ContributionRecord],
        of version: ID<FindingVersion>
    ) throws(PostgresError) {
        try db.executeLater("DELETE FROM contributions WHERE version = \(version)")
        for (index, each) in contributions.enumerated() {
            try db.executeLater(
                """
                INSERT INTO contributions (version, position, name, orcid, affiliation, ror, credit_roles)
                VALUES (
                    \(version), \(index + 1), \(each.name), \(each.orcid), \(each.affiliation), \(each.ror),
                    \(each.creditRoles.map(\.rawValue))
                )
                """
            )
        }
    }

    /// Replaces the list of releases used.
    package func replace(releases: [ID<Release>], of version: ID<FindingVersion>) throws(PostgresError) {
        try db.executeLater("DELETE FROM finding_releases WHERE version = \(version)")
        for release in releases {
            try db.executeLater(
                """
                INSERT INTO finding_releases (version, release) VALUES (\(version), \(release))
                ON CONFLICT DO NOTHING
                """
            )
        }
    }
}
