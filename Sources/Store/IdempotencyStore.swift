// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What was answered to a request that carried an idempotency key.
package struct StoredAnswer: Record, Sendable {
    /// The SHA-256 of the request's method, target and body, by which another request with the same key is
    /// told.
    package let requestHash: [UInt8]
    /// The status of the answer; `nil` as long as there is none.
    package let status: Int?
    /// The header `Location` of the answer; `nil` when it had none.
    package let location: String?
    /// The header `ETag` of the answer; `nil` when it had none.
    package let etag: String?
    /// The bytes of the answer; `nil` as long as there is none.
    package let body: [UInt8]?

    package static var columns: SQL { "request_hash, status, location, etag, body" }

    package init(row: inout Row) throws(DecodingFailure) {
        requestHash = try row.next()
        status = try row.next()
        location = try row.next()
        etag = try row.next()
        body = try row.next()
    }
}

/// Keeps the answers to requests with a key in the transaction of their change, so that
/// each happens exactly once.
package struct IdempotencyStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The statement that takes the key for this transaction and its actor, to be sent together with the
    /// sign-in; it touches no row when the key was taken before, or there is no actor.
    ///
    /// It waits for a transaction that holds the key, and fails with a lock timeout when that takes too long.
    package static func taking(_ key: String, requestHash: [UInt8]) -> SQL {
        """
        INSERT INTO idempotency_keys (person, key, request_hash)
        SELECT who, \(key), \(requestHash) FROM actor() AS who WHERE who IS NOT NULL
        ON CONFLICT DO NOTHING
        """
    }

    /// What is kept under a person's key; `nil` when the key was not taken, or was forgotten.
    package func answer(_ key: String, of person: ID<Person>) throws(PostgresError) -> StoredAnswer? {
        try db.first(
            "SELECT \(StoredAnswer.columns) FROM idempotency_keys WHERE person = \(person) AND key = \(key)"
        )
    }

    /// Keeps the answer under a key that was taken, together with the end of the transaction.
    ///
    /// It is kept also where nobody has taken the key, so that there is no count of rows to wait for.
    package func store(
        _ key: String,
        of person: ID<Person>,
        requestHash: [UInt8],
        status: Int,
        location: String?,
        etag: String?,
        body: [UInt8]
    ) throws(PostgresError) {
        try db.executeLater(
            """
            INSERT INTO idempotency_keys (person, key, request_hash, status, location, etag, body)
            VALUES (\(person), \(key), \(requestHash), \(status), \(location), \(etag), \(body))
            ON CONFLICT (person, key) DO UPDATE
            SET status = excluded.status, location = excluded.location, etag = excluded.etag,
                body = excluded.body
            """
        )
    }

    /// Forgets keys that are older than seven days.
    package func forgetOld() throws(PostgresError) {
        try db.execute("DELETE FROM idempotency_keys WHERE created_at < platform_now() - interval '7 days'")
    }
}
