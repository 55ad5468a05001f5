// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Says what columns of a draft's table tell about their subject, which of them somebody may know
    /// together, and why what is suspected of one is no identifier.
    ///
    /// - Throws: `ActRefused` for names that the table does not have.
    package func assign(_ said: SaidOfColumns, in file: ReleaseFileRecord, of release: ReleaseRecord) throws {
        var names = HeaderSpellings(file)
        let meant = SaidOfColumns(
            roles: names.keyed(said.roles, at: "/roles"),
            acknowledged: names.keyed(said.acknowledged, at: "/acknowledged"),
            quasiSets: said.quasiSets.map { names.listed($0, at: "/quasi_sets") }
        )
        guard names.unknown.isEmpty else { throw ActRefused.invalid(Array(names.unknown.prefix(100))) }
        try ReleaseFileStore(self).assign(meant, in: file.id)
        var details: [String: JSON] = [
            "name": .string(file.name), "roles": .object(meant.roles.mapValues { .string($0.rawValue) }),
        ]
        if !meant.acknowledged.isEmpty {
            details["acknowledged"] = .object(meant.acknowledged.mapValues { $0.map(JSON.string) ?? .null })
        }
        if let sets = meant.quasiSets {
            details["quasi_sets"] = .array(sets.map { .array($0.map(JSON.string)) })
        }
        try record(.rolesAssigned, release.subject, .object(details))
    }
}

/// Names of columns as a header spells them: two spellings that are canonically equivalent are equal here,
/// and not to the database.
private struct HeaderSpellings {
    private let names: [String: String]
    private(set) var unknown: [FieldError] = []

    init(_ file: ReleaseFileRecord) {
        names = Dictionary(file.columns.map { ($0.name, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func keyed<Value>(_ said: [String: Value], at pointer: String) -> [String: Value] {
        let reader = ObjectReader([:], at: pointer)
        var meant: [String: Value] = [:]
        for (name, value) in said.sorted(by: { $0.key < $1.key }) {
            if let spelling = spelling(of: name, at: reader.pointer(to: name)) { meant[spelling] = value }
        }
        return meant
    }

    mutating func listed(_ sets: [[String]], at pointer: String) -> [[String]] {
        var meant: [[String]] = []
        for (number, set) in sets.enumerated() {
            var columns: [String] = []
            for (place, name) in set.enumerated() {
                if let name = spelling(of: name, at: "\(pointer)/\(number)/\(place)") { columns.append(name) }
            }
            meant.append(columns)
        }
        return meant
    }

    private mutating func spelling(of name: String, at pointer: String) -> String? {
        if let known = names[name] { return known }
        unknown.append(
            FieldError(pointer: pointer, code: "unknown_column", detail: "The file has no such column.")
        )
        return nil
    }
}
