// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import HummingbirdCore
import JSON
import Postgres
import Store
import Workflow

/// `…/releases/{number}/files`: the tables of a release; they change only while it is a draft.
enum ReleaseFiles {
    static let routes: [Route] = [
        .faces(
            ReleaseRecord.self,
            "listReleaseFiles",
            "The files of a release",
            .datasets,
            at: ReleaseRecord.files,
            .items(of: ReleaseFileRecord.shown.schema)
        ) { release, _, db in
            let files = try ReleaseFileStore(db).files(of: release.id)
            return .representation(["items": .array(files.map(ReleaseFileRecord.shown.json))])
        } outside: { key, _, db in
            let release = try PublishedReleaseStore(db).release(key.dataset, key.sequence).orNotFound()
            return .representation(["items": try JSON(parsing: release.files.bytes, limits: .trusted)])
        },
        .upload(into: ReleaseRecord.self, "uploadTable", "Upload a table", .datasets, scope: .datasets),
        .removeFile(
            from: ReleaseRecord.self,
            "deleteTable",
            "Take a table out of a draft",
            .datasets,
            scope: .datasets
        ),
    ]
}

extension ReleaseRecord: FileShelf {
    typealias Contents = [String]

    static let mediaTypes = ["text/csv"]
    static let sizeLimit: Int64 = 8 << 30
    static let file = ReleaseFileRecord.shown

    func file(_ name: String, _ db: Connection) throws -> ReleaseFileRecord? {
        try ReleaseFileStore(db).file(name, of: id)
    }

    func names(_ db: Connection) throws -> [String] {
        try ReleaseFileStore(db).files(of: id).map(\.name)
    }

    static func admit(_ call: Call) throws {
        let type = call.request.headers[.contentType] ?? ""
        let essence = type.split(separator: ";", maxSplits: 1).first ?? ""
        guard essence.filter({ $0 != " " }).lowercased() == "text/csv" else {
            throw ProblemDetails(.unsupportedMediaType, "media_type", "A table is sent as text/csv.")
        }
    }

    /// The names in its header.
    static func contents(of file: ReceivedFile, _ call: Call) async throws -> [String] {
        try await call.tableHeader(of: file.digest)
    }

    func put(_ file: ReceivedFile, as name: String, _ header: [String], _ db: Connection) throws
        -> ReleaseFileRecord
    {
        try db.put(
            UploadedFile(name: name, size: file.size, mediaType: "text/csv", digest: file.digest),
            header: header,
            into: self
        )
    }

    func remove(_ name: String, _ db: Connection) throws { try db.delete(name, from: self) }
}
