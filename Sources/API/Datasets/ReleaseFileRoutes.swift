// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import HummingbirdCore
import JSON
import Postgres
import Store
import Workflow

/// `…/releases/{number}/files`: the tables of a release; they change only while it is a draft.
enum ReleaseFileRoutes {
    private static let path = ReleaseRoutes.path + "/files"

    static let all: [Route] = [
        Route(.get, path, "The files of a release", scope: nil, list),
        Route(.put, path + "/{name}", "Upload a table", scope: .datasets, put),
        Route(.delete, path + "/{name}", "Take a table out of a draft", scope: .datasets, delete),
    ]

    /// Of one file.
    private static let sizeLimit: Int64 = 8 << 30

    private static func list(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .dataset)
        let number = try call.number("number")
        _ = try call.query()
        return call.conditional(
            try await call.readOptionally { caller, db in
                if let (release, _) = try DatasetRights.inspected(pid, number, caller, db) {
                    let files = try ReleaseFileStore(db).files(of: release.id)
                    return .representation(["items": .array(files.map(DatasetJSON.file))])
                }
                let release = try PublishedReleaseStore(db).release(pid, number).orNotFound()
                return .representation(["items": try JSON(parsing: release.files.bytes, limits: .trusted)])
            }
        )
    }

    private static func put(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .dataset)
        let number = try call.number("number")
        let name = try call.uploadName("name")
        try requireCSV(call)
        // Nobody's bytes are taken who may not put them here.
        try await call.read(.datasets) { caller, db in
            let (release, standing) = try DatasetRights.release(pid, number, .putFile, caller, db)
            try requirePlace(for: name, in: release, call, db)
            try standing.requireNow(.putFile)
        }
        let file = try await call.receiveFile(limit: sizeLimit)
        let header = try await call.tableHeader(of: file.digest)
        return try await call.write(.datasets, bytes: file.digest.bytes) { caller, db in
            let (release, standing) = try DatasetRights.release(pid, number, .putFile, caller, db)
            try requirePlace(for: name, in: release, call, db)
            try standing.requireNow(.putFile)
            let stored = try db.put(
                UploadedFile(name: name, size: file.size, mediaType: "text/csv", digest: file.digest),
                header: header,
                into: release
            )
            var answer = Answer.json(DatasetJSON.file(stored), etag: file.digest.description)
            answer.status = .created
            answer.headers[.location] =
                "/v1/datasets/\(pid)/releases/\(number)/files/\(Percent.encode(name))"
            return answer
        }
    }

    private static func delete(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .dataset)
        let number = try call.number("number")
        let name = try call.fileName("name")
        return try await call.write(.datasets) { caller, db in
            let (release, standing) = try DatasetRights.release(pid, number, .deleteFile, caller, db)
            let file = try ReleaseFileStore(db).file(name, of: release.id).orNotFound()
            try call.requireMatch(file.digest.description)
            try standing.requireNow(.deleteFile)
            try db.delete(name, from: release)
            return .noContent
        }
    }

    private static func requireCSV(_ call: Call) throws {
        let type = call.request.headers[.contentType] ?? ""
        let essence = type.split(separator: ";", maxSplits: 1).first ?? ""
        guard essence.filter({ $0 != " " }).lowercased() == "text/csv" else {
            throw ProblemDetails(.unsupportedMediaType, "media_type", "A table is sent as text/csv.")
        }
    }

    /// Honours `If-Match` and `If-None-Match: *` on an upload; without them a file of the same name is replaced.
    private static func requirePlace(
        for name: String,
        in release: ReleaseRecord,
        _ call: Call,
        _ db: Connection
    ) throws {
        let headers = call.request.headers
        guard headers[.ifMatch] != nil || headers[.ifNoneMatch] != nil else { return }
        let present = try ReleaseFileStore(db).file(name, of: release.id)
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
}

extension Call {
    /// The name captured as `name` under which an upload is kept; unlike a name that is looked up, a bad one is 400.
    func uploadName(_ name: String) throws -> String {
        let text = parameter(name)
        guard FileName.isValid(text) else {
            throw ProblemDetails.badRequest("bad_file_name", "The name is not one that a file can have.")
        }
        return text
    }
}
