// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// A token as its holder may see it: everything but the token.
package struct TokenRecord: Record, Sendable {
    package let pid: PID
    package let name: String
    package let tail: String
    package let scopes: [String]
    package let createdAt: Instant
    package let expiresAt: Instant
    package let lastUsedAt: Instant?
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

    package init(_ db: Connection) {
        self.db = db
    }

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

    package func tokens(of person: ID<Person>) throws(PostgresError) -> [TokenRecord] {
        try db.all("SELECT \(TokenRecord.columns) FROM tokens WHERE person = \(person) ORDER BY id")
    }

    /// Revokes one of a person's tokens for good; `nil` when there is no such live token.
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

    /// Revokes the token with this hash, whoever holds it; false when it is unknown or revoked already.
    package func revoke(hash: [UInt8]) throws(PostgresError) -> Bool {
        try db.execute(
            "UPDATE tokens SET revoked_at = platform_now() WHERE hash = \(hash) AND revoked_at IS NULL"
        ) > 0
    }

    /// Writes down that the token was used.
    package func touch(_ token: UUID) throws {
        try db.hit("token", "UPDATE tokens SET last_used_at = platform_now() WHERE id = \(token)")
    }
}
