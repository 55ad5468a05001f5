// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import HummingbirdCore
import JSON
import Postgres
import Store
import Workflow

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
        try await call.read(.findings) { caller, db in
            let (draft, standing) = try FindingRights.version(pid, number, .putFile, caller, db)
            try requirePlace(for: name, in: draft, call, db)
            try standing.requireNow(.putFile)
        }
        let file = try await call.receiveFile(limit: sizeLimit)
        return try await call.write(.findings, bytes: file.digest.bytes) { caller, db in
            let (draft, standing) = try FindingRights.version(pid, number, .putFile, caller, db)
            try requirePlace(for: name, in: draft, call, db)
            try standing.requireNow(.putFile)
            try db.put(
                UploadedFile(
                    name: name,
                    size: file.size,
                    mediaType: file.mediaType,
                    digest: file.digest
                ),
                into: draft
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
        return try await call.write(.findings) { caller, db in
            let (draft, standing) = try FindingRights.version(pid, number, .deleteFile, caller, db)
            let file = try FindingFileStore(db).file(name, of: draft.id).orNotFound()
            try call.requireMatch(file.digest.description)
            try standing.requireNow(.deleteFile)
            try db.delete(name, from: draft)
            return .noContent
        }
    }

    /// Honours `If-Match` and `If-None-Match: *` on an upload; without them a file of the same name is replaced.
    private static func requirePlace(
        for name: String,
        in draft: VersionView,
        _ call: Call,
        _ db: Connection
    ) throws {
        let headers = call.request.headers
        guard headers[.ifMatch] != nil || headers[.ifNoneMatch] != nil else { return }
        let present = try FindingFileStore(db).file(name, of: draft.id)
        if headers[.ifMatch] != nil {
            guard let present else {
                throw ProblemDetails(.preconditionFailed, "stale", "There is no such file.")
            }
            try call.requireMatch(present.digest.description)
        }
        if headers[.ifNoneMatch] == "*", present != nil {
            throw ProblemDetails(.preconditionFailed, "stale", "There is a file of this name.")
        }
    }

    private static func download(_ call: Call) async throws -> Reply {
        let pid = try call.pid("pid", .finding)
        let number = try call.number("number")
        let name = try call.fileName("name")
        _ = try call.query()
        let (body, selection) = try await call.read { caller, db in
            let (view, _) = try FindingRights.version(pid, number, .download, caller, db)
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
