// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging

/// Brings a database to the schema that the program was built for.
///
/// What was applied is recorded in `public.schema_migrations` with the SHA-256 of its text. One program
/// migrates at a time; others wait for it and then find nothing left to do.
package struct Migrator: Sendable {
    private let database: Database
    private let migrations: [Migration]
    private let logger: Logger
    /// How long to wait for another program that migrates; after that `run` throws `MigrationError.busy`.
    package var patience = Duration.seconds(60)
    /// How long a statement waits for a lock, in each of five tries; zero is without end.
    package var lockTimeout = Duration.seconds(2)

    /// Sorts the migrations by number; `database` is connected as the role that owns the schema.
    package init(database: Database, migrations: [Migration], logger: Logger) {
        self.database = database
        self.migrations = migrations.sorted { $0.number < $1.number }
        self.logger = logger
    }

    /// The migrations that `run` would apply, in the order of their numbers.
    ///
    /// Changes nothing, and does not wait for another program that migrates.
    ///
    /// - Throws: `MigrationError` of the case `gap`, `drift` or `newer` when the migrations do not continue
    ///   what was applied, or `PostgresError`.
    package func plan() async throws -> [Migration] {
        try await database.withConnection { db in try pending(db) }
    }

    /// Applies what is missing and returns it; empty when there was nothing to do.
    ///
    /// - Throws: `MigrationError`, or `PostgresError` when it is not a migration that fails. Migrations
    ///   applied before the one that failed stay.
    @discardableResult
    package func run() async throws -> [Migration] {
        try await database.withConnection { db in
            try db.script("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0")
            try lock(db)
            try db.script(
                """
                CREATE TABLE IF NOT EXISTS public.schema_migrations (
                    number integer PRIMARY KEY,
                    name text NOT NULL,
                    sha256 text NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now()
                )
                """
            )
            let pending = try pending(db)
            for migration in pending { try apply(migration, db) }
            return pending
        }
    }

    /// Takes the lock that the closure's end releases.
    ///
    /// It is asked for again and again: a session that waits for it inside a statement would be waited for,
    /// in turn, by CREATE INDEX CONCURRENTLY.
    private func lock(_ db: Connection) throws {
        let deadline = ContinuousClock.now + patience
        while try db.scalar("SELECT pg_try_advisory_lock(hashtextextended('schema_migrations', 0))") != true {
            guard .now < deadline else { throw MigrationError.busy }
            Thread.sleep(forTimeInterval: 0.1)
        }
    }

    private func pending(_ db: Connection) throws -> [Migration] {
        if let wrong = zip(migrations, 1...).first(where: { $0.number != $1 }) {
            throw MigrationError.gap(number: wrong.1)
        }
        guard try db.scalar("SELECT to_regclass('public.schema_migrations') IS NOT NULL") == true else {
            return migrations
        }
        let applied = try db.rows("SELECT number, sha256 FROM public.schema_migrations ORDER BY number") {
            row in
            (number: try row.next() as Int, digest: try row.next() as String)
        }
        let digests: [String] = try db.scalars(
            """
            SELECT encode(sha256(convert_to(body, 'UTF8')), 'hex')
            FROM unnest(\(migrations.map(\.sql))) WITH ORDINALITY AS texts (body, number)
            ORDER BY number
            """
        )
        for (entry, expected) in zip(applied, 1...) {
            guard entry.number <= migrations.count else { throw MigrationError.newer(number: entry.number) }
            guard entry.number == expected else { throw MigrationError.gap(number: expected) }
            let migration = migrations[expected - 1]
            guard entry.digest == digests[expected - 1] else {
                throw MigrationError.drift(number: expected, name: migration.name)
            }
        }
        return Array(migrations.dropFirst(applied.count))
    }

    private func apply(_ migration: Migration, _ db: Connection) throws {
        for attempt in 1... {
            do throws(PostgresError) {
                try attemptOnce(migration, db)
                logger.info(
                    "migration \(migration.name) applied",
                    metadata: ["number": "\(migration.number)"]
                )
                return
            } catch {
                // What cannot be rolled back is a lost connection, and the first error says why.
                if migration.isTransactional { _ = try? db.script("ROLLBACK") }
                guard error.isLockTimeout || error.isRetryable else {
                    throw MigrationError.failed(name: migration.name, error)
                }
                guard attempt < 5 else { throw MigrationError.lockTimeout(name: migration.name) }
                logger.notice(
                    "migration \(migration.name) waits for a lock",
                    metadata: ["attempt": "\(attempt)"]
                )
                Thread.sleep(forTimeInterval: .random(in: 0.05...0.2))
            }
        }
    }

    private func attemptOnce(_ migration: Migration, _ db: Connection) throws(PostgresError) {
        if migration.isTransactional {
            try db.script("BEGIN")
            // Rows that it changes have nothing left to check then, and their table can still be altered.
            try db.script("SET CONSTRAINTS ALL IMMEDIATE")
        }
        try db.execute("SELECT set_config('lock_timeout', \(String(lockTimeout.milliseconds)), false)")
        try db.script(migration.sql)
        try db.execute(
            """
            INSERT INTO public.schema_migrations (number, name, sha256)
            VALUES (
                \(Int32(truncatingIfNeeded: migration.number)), \(migration.name),
                encode(sha256(convert_to(\(migration.sql), 'UTF8')), 'hex')
            )
            """
        )
        if migration.isTransactional { try db.script("COMMIT") }
    }
}
