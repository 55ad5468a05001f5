// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import HTTPTypes
import HummingbirdCore
import JSON
import Postgres
import Store
import Tables
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
    typealias Contents = TableContents

    static let mediaTypes = ["text/csv"]
    static let sizeLimit: Int64 = 8 << 30
    static let file = ReleaseFileRecord.shown

    var provider: ID<Organisation>? { organisation }

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

    /// How it is written and the names in its header, where a reading of it leaves no doubt.
    static func contents(of file: ReceivedFile, _ call: Call) async throws -> TableContents {
        do {
            return try await call.table(of: file.digest)
        } catch let error as CSVError {
            // Whoever may say how it is written finds it here.
            let name = call.parameter(Capture.newFileName.name)
            guard let unclear = error.unclear(in: name) else { throw ProblemDetails.notATable("\(error)") }
            return TableContents(unclear: unclear)
        }
    }

    func put(_ file: ReceivedFile, as name: String, _ contents: TableContents, _ db: Connection) throws
        -> ReleaseFileRecord
    {
        try db.put(
            UploadedFile(name: name, size: file.size, mediaType: "text/csv", digest: file.digest),
            contents,
            into: self
        )
    }

    func remove(_ name: String, _ db: Connection) throws { try db.delete(name, from: self) }
}
