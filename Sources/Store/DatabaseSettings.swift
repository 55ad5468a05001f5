// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// The settings on which every promise rests.
package struct DatabaseSettings {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The names of those under which a commit that was acknowledged could be lost.
    package func unsafe() throws(PostgresError) -> [String] {
        try db.scalars(
            """
            SELECT name FROM pg_settings
            WHERE (name IN ('fsync', 'full_page_writes') AND setting <> 'on')
                OR (name = 'synchronous_commit' AND setting NOT IN ('on', 'remote_apply', 'remote_write'))
            ORDER BY name
            """
        )
    }

    /// What the roles that requests and readers sign in as could do beyond their rights, in words: without
    /// end, past row security, or as the owner or the platform.
    package func excessiveRights() throws(PostgresError) -> [String] {
        try db.scalars(
            """
            SELECT r.rolname || ' ' || can.what
            FROM pg_roles r CROSS JOIN LATERAL (
                VALUES ('is a superuser', r.rolsuper), ('bypasses row security', r.rolbypassrls),
                    ('makes roles', r.rolcreaterole),
                    ('is a member of teahouse_owner', pg_has_role(r.oid, 'teahouse_owner', 'MEMBER')),
                    ('is a member of teahouse_platform', pg_has_role(r.oid, 'teahouse_platform', 'MEMBER'))
            ) AS can (what, so)
            WHERE r.rolname IN ('teahouse_app', 'teahouse_public', 'teahouse_exporter') AND can.so
            ORDER BY 1
            """
        )
    }

    /// Whether the platform's clock is the database's, as it has to be outside of demonstrations.
    package func isClockTrue() throws(PostgresError) -> Bool {
        try db.scalar("SELECT shift = interval '0' FROM platform_clock") == true
    }

    /// The wall clock of the database's machine.
    package func wallClock() throws(PostgresError) -> Instant {
        try db.scalar("SELECT clock_timestamp()") ?? Instant(rawValue: 0)
    }
}
