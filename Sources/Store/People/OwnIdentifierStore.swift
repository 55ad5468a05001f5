// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What an organisation lists as identifiers of its own.
package struct OwnIdentifierList: Record, Sendable {
    /// Found as a whole, in either case.
    package let words: [String]
    /// Of numbers: `#` is a digit, `@` a letter, `?` either.
    package let shapes: [String]

    package static var columns: SQL { "words, shapes" }

    package init(row: inout Row) throws(DecodingFailure) {
        words = try row.next()
        shapes = try row.next()
    }

    /// Takes the parts as they are.
    package init(words: [String] = [], shapes: [String] = []) {
        self.words = words
        self.shapes = shapes
    }
}

/// Reads and writes organisations' own identifiers, which row security shows to their owners and data
/// officers alone.
package struct OwnIdentifierStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The list of an organisation; an empty one while it has none that the actor may see.
    package func list(of organisation: ID<Organisation>) throws(PostgresError) -> OwnIdentifierList {
        try db.first(
            """
            SELECT \(OwnIdentifierList.columns) FROM organisation_identifiers
            WHERE organisation = \(organisation)
            """
        ) ?? OwnIdentifierList()
    }

    /// Replaces the list of an organisation.
    package func replace(
        _ list: OwnIdentifierList,
        of organisation: ID<Organisation>,
        by person: ID<Person>
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO organisation_identifiers (organisation, words, shapes, changed_by)
            VALUES (\(organisation), \(list.words), \(list.shapes), \(person))
            ON CONFLICT (organisation) DO UPDATE
            SET words = excluded.words, shapes = excluded.shapes, changed_by = excluded.changed_by,
                changed_at = platform_now()
            """
        )
    }
}
