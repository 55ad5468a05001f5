// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `…/files/{name}/columns`: what each column may tell about its subject, said by a data officer.
enum Columns {
    static let routes: [Route] = [
        .show(
            ReleaseTable.self,
            "getColumns",
            "The columns of a table and their roles",
            .datasets,
            scope: .datasets,
            .readColumns
        ),
        .act(
            .assignRoles,
            "assignRoles",
            "Assign roles to columns",
            .datasets,
            scope: .datasets,
            method: .patch,
            at: ReleaseTable.path,
            Body(Field("roles", roles), example: ["roles": ["region": "quasi"]]) { $0 }
        ) { (table: ReleaseTable, roles, _, db) in
            try db.assign(roles, in: table.file.orNotFound(), of: table.release)
        },
    ]

    /// An object of which every member is a role.
    private static let roles = Codec<[String: Release.ColumnRole]>(
        Schema([
            "type": "object",
            "additionalProperties": Schema.one(of: Release.ColumnRole.self).json,
            "propertyNames": Schema.line(0...1000).json,
        ]).example(["region": "quasi"]),
        read: { body, key in
            guard let json = body.json(key) else { return nil }
            guard let members = json.object else {
                body.record(key, FieldError.Code.type, "Expected an object.")
                return nil
            }
            var reader = ObjectReader(json, at: body.pointer(to: key))
            var roles: [String: Release.ColumnRole] = [:]
            for column in members.keys.sorted() {
                roles[column] = reader.enumeration(column, as: Release.ColumnRole.self)
            }
            for error in reader.errors { body.record(error) }
            return reader.errors.isEmpty ? roles : nil
        },
        write: { .object($0.mapValues { .string($0.rawValue) }) }
    )
}

/// A table of a release, as its columns and their roles.
private struct ReleaseTable: Resource {
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

    private static let shown = Representation<ReleaseFileRecord>("Columns", "The columns of one table.") {
        Member("name", .string) { $0.name }
        Member("columns", listOf: ReleaseFileRecord.Column.shown) { $0.columns }
    }
}
