// SPDX-License-Identifier: Apache-2.0
import Domain
import Glibc
import Postgres
import Store

/// Takes out of the store what no row names, and out of the shares what is gone.
package struct Sweep: Sendable {
    package struct Result: Sendable {
        /// What was moved to the retired, in files and bytes.
        package var retired = 0
        package var retiredBytes: Int64 = 0
        /// What of the retired is gone for good, in files and bytes.
        package var gone = 0
        package var goneBytes: Int64 = 0
    }

    private let database: Database
    private let store: FileStore
    /// Days for which the retired are kept.
    private let days: Int
    /// Bytes that no row names are left for a day: their row may be about to be written.
    private static let age = 86_400

    /// - Parameter database: a pool of the platform's own role.
    /// - Parameter days: not fewer than backups of the database are kept, which may name what it does not.
    package init(_ database: Database, _ store: FileStore, days: Int) {
        self.database = database
        self.store = store
        self.days = days
    }

    /// How long the retired are kept unless somebody says otherwise.
    package static let usualDays = 35

    /// Sweeps once; several servers may at the same time.
    package func run() async throws -> Result {
        var result = Result()
        let needed = try await database.read { db in
            Set(try ReferencedFileStore(db).files().map(\.digest) + BroughtFileStore(db).arriving())
        }
        (result.retired, result.retiredBytes) = try store.sweep(keeping: needed, age: Self.age)
        let now = Instant(rawValue: Int64(time(nil)) * 1_000_000)
        let expired = try store.expire(before: now.advanced(byDays: -Int64(days)), keeping: needed)
        (result.gone, result.goneBytes) = (expired.files.count, expired.bytes)
        let gone = expired.files.filter { !store.contains($0) }
        let late = try await database.read { db in try BroughtFileStore(db).late() }
        let here = try late.filter {
            try store.contains($0.digest) || store.retiredPath(of: $0.digest) != nil
        }.map(\.id)
        try await database.write { [late] db in
            let brought = BroughtFileStore(db)
            for one in late { try brought.end(one.id, areHere: here.contains(one.id)) }
            try brought.gone(gone)
            try brought.published()
        }
        return result
    }
}
