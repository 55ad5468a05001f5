// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Store

/// `…/versions/{number}/files`: what a version consists of; it changes only while it is a draft.
enum FindingFileRoutes {
    private static let path = VersionRoutes.path + "/files/{name}"
    /// Of one file.
    private static let sizeLimit: Int64 = 2 << 30

    static let all: [Route] = [
        Route(.get, path, "Download a file of a version", scope: .read, streaming: download),
        Route(.put, path, "Upload a file into a draft", scope: .findings, put),
        Route(.delete, path, "Take a file out of a draft", scope: .findings, delete),
    ]

    private static func put(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .finding)
        let number = try call.number("number")
        let name = try call.uploadName("name")
        // Nobody's bytes are taken who may not put them here.
        _ = try await call.read(.findings) { _, db in try FindingRights.draft(pid, number, db).id }
        let file = try await call.receiveFile(limit: sizeLimit)
        return try await call.write(.findings, bytes: file.digest.bytes) { _, db in
            let draft = try FindingRights.draft(pid, number, db)
            try FindingFileStore(db).put(
                name,
                into: draft.id,
                size: file.size,
                mediaType: file.mediaType,
                digest: file.digest
            )
            try VersionStore(db).touch(draft.id)
            try AuditLog(db).record(
                "put_file",
                "finding_version",
                draft.subject,
                ["name": .string(name), "digest": .text(file.digest), "size": .integer(file.size)]
            )
            let json: JSON = [
                "name": .string(name),
                "size": .integer(file.size),
                "media_type": .string(file.mediaType),
                "digest": .text(file.digest),
            ]
            return Answer.json(json, etag: file.digest.description)
                .located(
                    at: "/v1/findings/\(pid)/versions/\(number)/files/\(Percent.encode(name))",
                    status: .created
                )
        }
    }

    private static func delete(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .finding)
        let number = try call.number("number")
        let name = try call.fileName("name")
        return try await call.write(.findings) { _, db in
            let draft = try FindingRights.draft(pid, number, db)
            guard try FindingFileStore(db).delete(name, of: draft.id) else { throw ProblemDetails.notFound }
            try VersionStore(db).touch(draft.id)
            try AuditLog(db).record("delete_file", "finding_version", draft.subject, ["name": .string(name)])
            return .noContent
        }
    }

    private static func download(_ call: Call) async throws -> Reply {
        let pid = try call.pid("pid", .finding)
        let number = try call.number("number")
        let name = try call.fileName("name")
        _ = try call.query()
        let (body, selection) = try await call.read { _, db in
            let view = try FindingStore(db).version(pid, number).orNotFound()
            let file = try FindingFileStore(db).file(name, of: view.id).orNotFound()
            let body = FileBody(
                name: file.name,
                mediaType: file.mediaType,
                digest: file.digest,
                size: file.size
            )
            return (body, try body.selection(for: call))
        }
        return try await body.reply(selection, to: call, from: call.services.files)
    }
}
