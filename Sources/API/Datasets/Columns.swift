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
