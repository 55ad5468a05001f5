// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// Frees parties to a finding, whom the database writes down.
package struct PartyStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// Lets a person judge a finding, with a reason of 1 to 5000 characters.
    ///
    /// Refused by the database when `administrator` is a party or none, and for whoever is a party by more
    /// than what the authors name (`party_lifts_named`).
    package func lift(
        _ person: ID<Person>,
        from finding: ID<Finding>,
        by administrator: ID<Person>,
        reason: String
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO party_lifts (finding, person, lifted_by, reason)
            VALUES (\(finding), \(person), \(administrator), \(reason))
            """
        )
    }

    /// Lets the people of an organisation judge a finding.
    ///
    /// Refused by the database as ``lift(_:from:by:reason:)-(ID<Person>,_,_,_)``.
    package func lift(
        _ organisation: ID<Organisation>,
        from finding: ID<Finding>,
        by administrator: ID<Person>,
        reason: String
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO party_lifts (finding, organisation, lifted_by, reason)
            VALUES (\(finding), \(organisation), \(administrator), \(reason))
            """
        )
    }
}
