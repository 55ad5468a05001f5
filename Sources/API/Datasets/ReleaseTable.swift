// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// A table of a release, as its columns and their roles.
struct ReleaseTable: Resource {
    struct Key: Sendable {
        let release: ReleaseReference
        let name: String
    }

    let release: ReleaseRecord
    /// `nil` when there is none, which only those are told who may know of the release's columns.
    let file: ReleaseFileRecord?

    static let path = ReleaseRecord.filePath + "/columns"
    static let schema = shown.schema

    static func key(_ call: Call) throws -> Key {
        Key(release: try ReleaseRecord.key(call), name: try call[.fileName])
    }

    static func address(_ key: Key) -> String {
        path.at(key.release.dataset, key.release.sequence, key.name)
    }

    static func find(_ key: Key, _ db: Connection) throws -> Self? {
        try Self(ReleaseRecord.find(key.release, db), key.name, db)
    }

    /// The release is held, since its files and their columns change with it alone.
    static func held(_ key: Key, _ db: Connection) throws -> Self? {
        try Self(ReleaseRecord.held(key.release, db), key.name, db)
    }

    private init?(_ release: ReleaseRecord?, _ name: String, _ db: Connection) throws {
        guard let release else { return nil }
        self.release = release
        file = try release.file(name, db)
    }

    func standing(of caller: Caller, _ db: Connection) throws -> Standing {
        try release.standing(of: caller, db)
    }

    func answer(to caller: Caller, _ db: Connection) throws -> Answer {
        .representation(Self.shown.json(try file.orNotFound()))
    }

    /// Columns that somebody may know together, each list for itself.
    static let quasiSets = Schema.list(of: .list(of: .string))

    private static let shown = Representation<ReleaseFileRecord>("Columns", "The columns of one table.") {
        Member("name", .string) { $0.name }
        Member("dialect", json: TableDialects.schema.orNull) { $0.dialect ?? .null }
        Member("unclear", json: TableDialects.unclear, isOptional: true) { $0.unclear }
        Member("quasi_sets", json: quasiSets) { .quasiSets($0.quasiSets) }
        Member("columns", listOf: ReleaseFileRecord.Column.shown) { $0.columns }
    }
}

extension JSON {
    static func quasiSets(_ sets: [[String]]) -> Self { .array(sets.map { .texts($0) }) }
}
