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
            Body(
                Field("roles", roles).optional(else: [:]),
                Field("acknowledged", reasons).optional(else: [:]),
                Field("quasi_sets", .list(of: .set(of: name, 1...64), 0...20)).optional,
                example: [
                    "roles": ["region": "quasi"], "acknowledged": ["part": "Our own part numbers."],
                    "quasi_sets": [["region", "year"], ["region", "model"]],
                ]
            ) { SaidOfColumns(roles: $0, acknowledged: $1, quasiSets: $2) }
        ) { (table: ReleaseTable, said, _, db) in
            try db.assign(said, in: table.file.orNotFound(), of: table.release)
        },
    ]

    /// The name of a column, as it is looked up.
    private static let name = Codec<String>(
        Schema.line(0...1000).example("region"),
        read: { $0.string($1, length: 0...1000) },
        write: JSON.string
    )

    private static let roles: Codec<[String: Release.ColumnRole]> = byColumn(
        Schema.one(of: Release.ColumnRole.self),
        example: "quasi"
    ) {
        $0.enumeration($1, as: Release.ColumnRole.self)
    } write: {
        .string($0.rawValue)
    }

    /// Null takes a reason back.
    private static let reasons: Codec<[String: String?]> = byColumn(
        Codec<String>.lines(Limits.reason).schema.orNull,
        example: "Our own part numbers."
    ) { reader, column in
        reader.isNull(column) ? .some(nil) : Codec<String>.lines(Limits.reason).read(&reader, column)
    } write: {
        $0.map(JSON.string) ?? .null
    }

    /// An object with a member for each of some columns.
    private static func byColumn<Value: Sendable>(
        _ schema: Schema,
        example: JSON,
        read: @escaping @Sendable (inout ObjectReader, String) -> Value?,
        write: @escaping @Sendable (Value) -> JSON
    ) -> Codec<[String: Value]> {
        Codec(
            Schema([
                "type": "object",
                "additionalProperties": schema.json,
                "propertyNames": Schema.line(0...1000).json,
            ]).example(["region": example]),
            read: { body, key in
                guard let json = body.json(key) else { return nil }
                guard let members = json.object else {
                    body.record(key, FieldError.Code.type, "Expected an object.")
                    return nil
                }
                var reader = ObjectReader(json, at: body.pointer(to: key))
                var values: [String: Value] = [:]
                for column in members.keys.sorted() {
                    if let value = read(&reader, column) { values[column] = value }
                }
                for error in reader.errors { body.record(error) }
                return reader.errors.isEmpty ? values : nil
            },
            write: { .object($0.mapValues(write)) }
        )
    }
}
