// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres

/// Reads and writes releases; row security shows each actor only the releases that they may know of.
package struct ReleaseStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// A release by its dataset and sequence; `nil` when there is none that the actor may see.
    package func release(_ dataset: PID, _ sequence: Int) throws(PostgresError) -> ReleaseRecord? {
        try db.first(Self.release(dataset, sequence))
    }

    /// The same, which nobody else changes until the transaction ends.
    package func held(_ dataset: PID, _ sequence: Int) throws(PostgresError) -> ReleaseRecord? {
        try db.first(
            Self.release(dataset, sequence),
            holding: """
                SELECT FROM releases
                WHERE dataset = (SELECT id FROM datasets WHERE pid = \(dataset)) AND sequence = \(sequence)
                FOR NO KEY UPDATE
                """
        )
    }

    private static func release(_ dataset: PID, _ sequence: Int) -> SQL {
        """
        SELECT \(ReleaseRecord.columns)
        FROM releases r JOIN datasets d ON d.id = r.dataset JOIN organisations o ON o.id = d.organisation
        WHERE d.pid = \(dataset) AND r.sequence = \(sequence)
        """
    }

    /// A release by its key; `nil` when there is none that the actor may see.
    package func release(_ id: ID<Release>) throws(PostgresError) -> ReleaseRecord? {
        try db.first(
            """
            SELECT \(ReleaseRecord.columns)
            FROM releases r JOIN datasets d ON d.id = r.dataset JOIN organisations o ON o.id = d.organisation
            WHERE r.id = \(id)
            """
        )
    }

    /// The releases of a dataset, newest first.
    package func releases(of dataset: ID<Dataset>) throws(PostgresError) -> [ReleaseRecord] {
        try db.all(
            """
            SELECT \(ReleaseRecord.columns)
            FROM releases r JOIN datasets d ON d.id = r.dataset JOIN organisations o ON o.id = d.organisation
            WHERE r.dataset = \(dataset)
            ORDER BY r.sequence DESC
            """
        )
    }

    /// Makes a draft with the dataset's next sequence; when two are made at once, one
    /// fails with a unique violation.
    package func create(
        _ dataset: ID<Dataset>,
        profile: Release.Profile,
        terms: String,
        reviewDays: Int?,
        notes: String,
        missing: [String],
        by person: ID<Person>
    ) throws(PostgresError) -> ReleaseRecord {
        try db.one(
            """
            WITH r AS (
                INSERT INTO releases (
                    dataset, sequence, profile, terms, terms_digest, review_days, notes, missing,
                    created_by
                )
                SELECT \(dataset), coalesce(max(sequence), 0) + 1, \(profile), \(terms),
                    sha256(convert_to(\(terms), 'UTF8')), coalesce(\(reviewDays.map(Int32.init)), (
                        SELECT o.clearance_days FROM datasets d JOIN organisations o ON o.id = d.organisation
                        WHERE d.id = \(dataset)
                    )), \(notes), \(missing), \(person)
                FROM releases WHERE dataset = \(dataset)
                RETURNING *
            )
            SELECT \(ReleaseRecord.columns)
            FROM r JOIN datasets d ON d.id = r.dataset JOIN organisations o ON o.id = d.organisation
            """
        )
    }

    /// Changes what is given, where `nil` leaves a part of the draft as it is; returns `nil` if the release
    /// is no longer as it was read.
    package func edit(
        _ release: ReleaseRecord,
        profile: Release.Profile?,
        terms: String?,
        reviewDays: Int?,
        notes: String?,
        missing: [String]?
    ) throws(PostgresError) -> ReleaseRecord? {
        try db.first(
            """
            UPDATE releases r
            SET profile = coalesce(\(profile), r.profile), terms = coalesce(\(terms), r.terms),
                terms_digest = sha256(convert_to(coalesce(\(terms), r.terms), 'UTF8')),
                review_days = coalesce(\(reviewDays.map(Int32.init)), r.review_days),
                notes = coalesce(\(notes), r.notes), missing = coalesce(\(missing), r.missing)
            FROM datasets d, organisations o
            WHERE r.id = \(release.id) AND r.state = 'draft' AND r.revision = \(release.revision)
                AND d.id = r.dataset AND o.id = d.organisation
            RETURNING \(ReleaseRecord.columns)
            """
        )
    }

    /// When a release was suspended, as far as that is over.
    package func suspensions(of release: ID<Release>) throws -> [Range<Instant>] {
        try db.rows("SELECT began, ended FROM release_suspensions(\(release))") { row in
            let (began, ended): (Instant, Instant) = (try row.next(), try row.next())
            return began..<ended
        }
    }

    /// Moves a release; where anybody is waited for then, it is due in the days that its state has, or at
    /// `end`.
    ///
    /// - Throws: `LostRace` when it is no longer in its state.
    package func move(
        _ release: ReleaseRecord,
        _ event: Release.State.Event,
        until end: Instant? = nil,
        _ details: JSON = [:]
    ) throws {
        let next = try release.state.after(event)
        try db.move(
            release.row,
            event,
            due: end.map(Due.at) ?? next.days.map(Due.days) ?? .never,
            set: next == .released ? ["released_at = coalesce(released_at, platform_now())"] : [],
            details
        )
    }
}

extension Release.State {
    /// How long somebody is waited for here.
    fileprivate var days: Int? {
        switch self {
        case .measuring: Deadlines.releaseMeasurement
        case .inReview: Deadlines.releaseInReview
        case .suspended: Deadlines.releaseSuspension
        case .draft, .released, .retired: nil
        }
    }
}
