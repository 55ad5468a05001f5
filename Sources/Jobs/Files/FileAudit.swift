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
        /// What a sweep had taken and a row names, back in the store.
        package var reclaimed: [Digest] = []
    }

    private let database: Database
    private let store: FileStore

    /// - Parameter database: a pool of the platform's own role.
    package init(_ database: Database, _ store: FileStore) {
        self.database = database
        self.store = store
    }

    /// Checks everything that rows name, and puts back what was retired of it.
    package func run() async throws -> Result {
        var result = Result()
        for file in try await files() {
            var condition = try store.condition(of: file.digest)
            if condition == .missing, try store.reclaim(file.digest) {
                condition = try store.condition(of: file.digest)
                if condition == .whole { result.reclaimed.append(file.digest) }
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
        return result
    }

    /// What rows name by now.
    private func files() async throws -> [ReferencedFile] {
        try await database.read { db in try ReferencedFileStore(db).files() }
    }
}
