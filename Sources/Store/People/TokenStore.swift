// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// A token as its holder may see it: everything but the token.
package struct TokenRecord: Record, Sendable {
    /// The public identifier, of the kind `token`.
    package let pid: PID
    /// What its holder calls it: 1 to 100 characters.
    package let name: String
    /// The last six characters of its text, by which people tell their tokens apart.
    package let tail: String
    /// What it is good for; at least one.
    package let scopes: [Scope]
    /// When it was made.
    package let createdAt: Instant
    /// When it stops being good, at most 365 days after it was made.
    package let expiresAt: Instant
    /// When it was last used, as far as that was written down; `nil` before.
    package let lastUsedAt: Instant?
    /// When it was revoked; `nil` if it was not.
    package let revokedAt: Instant?

    package static var columns: SQL {
        "pid, name, tail, scopes, created_at, expires_at, last_used_at, revoked_at"
    }

    package init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        name = try row.next()
        tail = try row.next()
        scopes = try row.next()
        createdAt = try row.next()
        expiresAt = try row.next()
        lastUsedAt = try row.next()
        revokedAt = try row.next()
    }
}

/// Reads and writes tokens; never sees their text.
package struct TokenStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// Makes a token that is good for so many `days`; of its text only the hash and the last six characters
    /// are kept.
    ///
    /// - Throws: `PostgresError`, as a check violation, for more than 365 days (`tokens_life_bounded`) or for
    ///   no scope (`tokens_scopes_known`).
    package func create(
        pid: PID,
        person: ID<Person>,
        name: String,
        token: TokenText,
        scopes: Set<Scope>,
        days: Int
    ) throws(PostgresError) -> TokenRecord {
        try db.one(
            """
            INSERT INTO tokens (pid, person, name, hash, tail, scopes, expires_at)
            VALUES (
                \(pid), \(person), \(name), \(token.hash), \(token.tail), \(scopes.map(\.rawValue).sorted()),
                platform_now() + make_interval(days => \(Int32(days)))
            )
            RETURNING \(TokenRecord.columns)
            """
        )
    }

    /// What a person's first token is or was good for; `nil` when they never had one.
    package func firstScopes(of person: ID<Person>) throws(PostgresError) -> Set<Scope>? {
        let scopes: [Scope]? = try db.scalar(
            "SELECT scopes FROM tokens WHERE person = \(person) ORDER BY id LIMIT 1"
        )
        return scopes.map { Set($0) }
    }

    /// A person's tokens, oldest first; also those that are revoked or past their time.
    package func tokens(of person: ID<Person>) throws(PostgresError) -> [TokenRecord] {
        try db.all("SELECT \(TokenRecord.columns) FROM tokens WHERE person = \(person) ORDER BY id")
    }

    /// Revokes one of a person's tokens for good; `nil` when it is unknown or revoked already.
    package func revoke(_ pid: PID, of person: ID<Person>) throws(PostgresError) -> TokenRecord? {
        try db.first(
            """
            UPDATE tokens SET revoked_at = platform_now()
            WHERE pid = \(pid) AND person = \(person) AND revoked_at IS NULL
            RETURNING \(TokenRecord.columns)
            """
        )
    }

    /// Revokes a token, whoever holds it; false when it is unknown or revoked already.
    package func revoke(_ pid: PID) throws(PostgresError) -> Bool {
        try db.execute(
            "UPDATE tokens SET revoked_at = platform_now() WHERE pid = \(pid) AND revoked_at IS NULL"
        ) > 0
    }

    /// Revokes the token with this hash, whoever holds it, and returns its public identifier; `nil` when it
    /// is unknown or revoked already.
    package func revoke(hash: [UInt8]) throws(PostgresError) -> PID? {
        try db.scalar(
            """
            UPDATE tokens SET revoked_at = platform_now() WHERE hash = \(hash) AND revoked_at IS NULL
            RETURNING pid
            """
        )
    }

    /// Writes down that the token was used, unless somebody else just does.
    package func touch(_ token: UUID) throws(PostgresError) {
        // Any number of rows.
        try db.execute(
            """
            UPDATE tokens SET last_used_at = platform_now()
            WHERE id = (SELECT id FROM tokens WHERE id = \(token) FOR NO KEY UPDATE SKIP LOCKED)
            """
        )
    }
}
