// SPDX-License-Identifier: Apache-2.0
import OpenSSL
import Postgres

/// Something that must hold in every database, and what does not hold to it.
struct Check: Sendable {
    /// As the domain page numbers them.
    let name: String
    /// What breaks it, in words; empty when nothing does.
    let faults: @Sendable (Connection) throws -> [String]

    init(_ name: String, _ faults: @escaping @Sendable (Connection) throws -> [String]) {
        self.name = name
        self.faults = faults
    }

    /// Rows that must not be there.
    init(_ name: String, none query: SQL) {
        self.init(name) { db in try db.scalars(query) }
    }

    /// What can be seen of the ten invariants from what came out.
    static let all = publications + clearances + judges
}
