// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store

/// Compares an export with the database: the same publications in the same states, no more and no fewer.
package struct ExportReconciliation: Sendable {
    private let exporter: Database

    package init(_ exporter: Database) {
        self.exporter = exporter
    }

    /// What differs, by public id, at most a hundred.
    ///
    /// Both sides stream in the order of their ids.
    package func difference(from snapshot: String) async throws -> [String] {
        try await exporter.snapshot { db in
            let exported = try ExportedRecords(snapshot: snapshot)
            var different: [String] = []
            var next = try exported.next()
            try ExportStore(db).forEach { publication in
                if let record = publication.record, next == record {
                    next = try exported.next()
                    return
                }
                let pid = publication.header.pid.description
                let isThere = next.map { String(decoding: $0, as: UTF8.self).contains(pid) } ?? false
                // What is hidden is in no export.
                guard publication.record != nil || isThere else { return }
                if different.count < 100 { different.append(pid) }
                // The same record in another state stands in the same place; a missing one does not.
                if isThere { next = try exported.next() }
            }
            while next != nil {
                if different.count < 100 { different.append("a record that the database does not have") }
                next = try exported.next()
            }
            return different
        }
    }
}
