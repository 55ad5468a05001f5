// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What one person did for a version.
package struct ContributionRecord: Record, Sendable {
    package let name: String
    package let orcid: ORCID?
    package let affiliation: String?
    package let ror: ROR?
    package let creditRoles: [CreditRole]

    package static var columns: SQL { "name, orcid, affiliation, ror, credit_roles" }

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
        creditRoles = roles.compactMap(CreditRole.init)
    }
}

/// Reads and writes contributions and the releases used; the database lets only drafts change.
package struct ContributionStore {
    private let db: Connection

    package init(_ db: Connection) {
        self.db = db
    }

    package func contributions(to version: ID<FindingVersion>) throws(PostgresError) -> [ContributionRecord] {
        try db.all(
            "SELECT \(ContributionRecord.columns) FROM contributions WHERE version = \(version) ORDER BY position"
        )
    }

    /// Replaces the whole ordered list.
    package func replace(
        _ contributions: [ContributionRecord],
        of version: ID<FindingVersion>
    ) throws(PostgresError) {
        try db.execute("DELETE FROM contributions WHERE version = \(version)")
        for (index, each) in contributions.enumerated() {
            try db.execute(
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
        try db.execute("DELETE FROM finding_releases WHERE version = \(version)")
        for release in releases {
            try db.execute(
                """
                INSERT INTO finding_releases (version, release) VALUES (\(version), \(release)) ON CONFLICT DO NOTHING
                """
            )
        }
    }
}
