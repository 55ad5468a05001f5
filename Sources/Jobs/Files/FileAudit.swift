// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// Reads every stored file again: what is no longer what was screened, measured and
/// published is served to nobody.
package struct FileAudit: Sendable {
    package struct Fault: Hashable, Sendable {
        package let digest: Digest
        package let condition: FileStore.Condition
    }

    package struct Result: Sendable {
        package var files = 0
        package var bytes: Int64 = 0
        package var faults: [Fault] = []
        package var sweptFiles = 0
        package var sweptBytes: Int64 = 0
    }

    private let database: Database
    private let store: FileStore
    /// Bytes that no row names are kept for a day: their row may be about to be written.
    private static let age = 86_400

    /// - Parameter database: a pool of the platform's own role.
    package init(_ database: Database, _ store: FileStore) {
        self.database = database
        self.store = store
    }

    /// Checks everything that rows name; retires what none names if `sweeps`.
    package func run(sweeps: Bool) async throws -> Result {
        var result = Result()
        for file in try await files() {
            var condition = try store.condition(of: file.digest)
            // A database that was put back to an earlier day may name what has been retired since.
            if condition == .missing, try store.restore(file.digest) {
                condition = try store.condition(of: file.digest)
            }
            if condition == .changed { condition = try store.quarantine(file.digest) }
            result.files += 1
            result.bytes += file.size
            guard condition != .whole else { continue }
            result.faults.append(Fault(digest: file.digest, condition: condition))
            guard condition == .changed else { continue }
            try await database.write { db in
                try db.record(.fileQuarantined, file.digest.description)
            }
        }
        if sweeps {
            // Reading everything may have taken hours.
            let arriving = try await database.read { db in try BroughtFileStore(db).arriving() }
            let needed = Set(try await files().map(\.digest) + arriving)
            (result.sweptFiles, result.sweptBytes) = try store.sweep(keeping: needed, age: Self.age)
        }
        return result
    }

    /// What rows name by now.
    private func files() async throws -> [ReferencedFile] {
        try await database.read { db in try ReferencedFileStore(db).files() }
    }
}
