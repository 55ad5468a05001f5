// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `…/files/{name}/columns`: what each column may tell about its subject, said by a data officer.
enum ColumnRoutes {
    private static let path = ReleaseRoutes.path + "/files/{name}/columns"

    static let all: [Route] = [
        Route(.get, path, "The columns of a table and their roles", scope: .datasets) { call in
            let pid = try call.pid("pid", .dataset)
            let number = try call.number("number")
            let name = try call.fileName("name")
            _ = try call.query()
            return call.conditional(
                try await call.read(.datasets) { caller, db in
                    let (release, _) = try DatasetRights.release(pid, number, .readColumns, caller, db)
                    return answer(try ReleaseFileStore(db).file(name, of: release.id).orNotFound())
                }
            )
        },
        Route(.patch, path, "Assign roles to columns", scope: .datasets, assign),
    ]

    private static func assign(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .dataset)
        let number = try call.number("number")
        let name = try call.fileName("name")
        let bytes = try await call.bytes()
        let roles = try call.decode(bytes, roles)
        return try await call.write(.datasets, bytes: bytes) { caller, db in
            let (release, standing) = try DatasetRights.release(pid, number, .assignRoles, caller, db)
            let files = ReleaseFileStore(db)
            let file = try files.file(name, of: release.id).orNotFound()
            try call.requireMatch(answer(file).tag)
            try standing.requireNow(.assignRoles)
            try db.assign(roles, in: file, of: release)
            return answer(try files.file(name, of: release.id).orStale())
        }
    }

    /// The member `roles`: an object of which every member is a role.
    private static func roles(_ body: inout ObjectReader) -> [String: Release.ColumnRole]? {
        guard let json = body.json("roles") else { return nil }
        guard let members = json.object else {
            body.record("roles", FieldError.Code.type, "Expected an object.")
            return nil
        }
        var reader = ObjectReader(json, at: body.pointer(to: "roles"))
        var roles: [String: Release.ColumnRole] = [:]
        for column in members.keys.sorted() {
            if let role = reader.enumeration(column, as: Release.ColumnRole.self) { roles[column] = role }
        }
        for error in reader.errors { body.record(error) }
        return roles
    }

    private static func answer(_ file: ReleaseFileRecord) -> Answer {
        .representation(["name": .string(file.name), "columns": DatasetJSON.columns(file)])
    }
}
