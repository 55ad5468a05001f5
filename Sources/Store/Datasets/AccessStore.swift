// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres

/// Reads and writes requests for access, the acceptance of terms, and the log of downloads.
package struct AccessStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    private static let joined: SQL = """
        access_requests a
        JOIN releases r ON r.id = a.release
        JOIN datasets d ON d.id = r.dataset
        JOIN organisations o ON o.id = d.organisation
        JOIN persons p ON p.id = a.person
        """

    /// The request with this public identifier; `nil` when there is none that the actor may see.
    package func request(_ pid: PID) throws(PostgresError) -> AccessRecord? {
        try db.first(Self.request(pid))
    }

    /// The same, which nobody else changes until the transaction ends.
    package func held(_ pid: PID) throws(PostgresError) -> AccessRecord? {
        try db.first(
            Self.request(pid),
            holding: "SELECT FROM access_requests WHERE pid = \(pid) FOR NO KEY UPDATE"
        )
    }

    private static func request(_ pid: PID) -> SQL {
        "SELECT \(AccessRecord.columns) FROM \(joined) WHERE a.pid = \(pid)"
    }

    /// A person's requests, newest first, from before `cursor`.
    package func requests(
        by person: ID<Person>,
        before cursor: ID<AccessRequest>?,
        limit: Int
    ) throws(PostgresError) -> [AccessRecord] {
        try db.all(
            """
            SELECT \(AccessRecord.columns) FROM \(Self.joined)
            WHERE a.person = \(person) AND (\(cursor)::uuid IS NULL OR a.id < \(cursor))
            ORDER BY a.id DESC
            LIMIT \(limit)
            """
        )
    }

    /// The requests that a provider answers or has answered, newest first, from before `cursor`.
    package func requests(
        to provider: ID<Organisation>,
        before cursor: ID<AccessRequest>?,
        limit: Int
    ) throws(PostgresError) -> [AccessRecord] {
        try db.all(
            """
            SELECT \(AccessRecord.columns) FROM \(Self.joined)
            WHERE d.organisation = \(provider) AND (\(cursor)::uuid IS NULL OR a.id < \(cursor))
            ORDER BY a.id DESC
            LIMIT \(limit)
            """
        )
    }

    /// Asks for access, accepting the terms in the same transaction; a digest of other terms is a check
    /// violation, a second open request or a live grant a unique violation.
    package func request(
        _ release: ID<Release>,
        pid: PID,
        by person: ID<Person>,
        purpose: String,
        accepting terms: Digest
    ) throws(PostgresError) {
        try db.execute(
            """
            WITH request AS (
                INSERT INTO access_requests (pid, release, person, purpose, terms_digest, due_at)
                VALUES (
                    \(pid), \(release), \(person), \(purpose), \(terms),
                    platform_now() + make_interval(days => \(Int32(Deadlines.accessAnswer)))
                )
                RETURNING id
            )
            INSERT INTO agreements (access_request, person, release, terms_digest)
            SELECT id, \(person), \(release), \(terms) FROM request
            """
        )
    }

    /// Answers a request, or ends a grant; a grant lasts for `days`.
    ///
    /// - Throws: `LostRace` when it is no longer in its state.
    package func decide(
        _ request: AccessRecord,
        _ event: AccessRequest.State.Event,
        days: Int?,
        by person: ID<Person>,
        reason: String
    ) throws {
        try db.move(
            request.row,
            event,
            due: days.map(Due.days) ?? .never,
            set: ["decided_by = \(person)", "decided_at = platform_now()", "reason = \(reason)"],
            ["reason": .string(reason)]
        )
    }

    /// The grant by which a person may use a release at this moment.
    package func liveGrant(of person: ID<Person>, for release: ID<Release>) throws(PostgresError)
        -> ID<AccessRequest>?
    {
        try db.scalar(
            """
            SELECT id FROM access_requests
            WHERE release = \(release) AND person = \(person) AND state = 'granted'
                AND due_at > platform_now()
                AND has_access(\(release), \(person))
            """
        )
    }

    /// Whether a person has asked for a release and was not answered yet, or has a grant: then
    /// there is no asking again.
    package func isAsked(_ release: ID<Release>, by person: ID<Person>) throws(PostgresError) -> Bool {
        try db.value(
            """
            SELECT EXISTS (
                SELECT FROM access_requests
                WHERE release = \(release) AND person = \(person) AND state IN ('requested', 'granted')
            )
            """
        )
    }

    /// Writes down a download before its first byte is sent.
    package func logDownload(
        of file: ID<ReleaseFile>,
        by person: ID<Person>,
        under grant: ID<AccessRequest>?,
        bytes: ClosedRange<Int64>
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO downloads (person, file, access_request, first_byte, last_byte)
            VALUES (\(person), \(file), \(grant), \(bytes.lowerBound), \(bytes.upperBound))
            """
        )
    }
}
