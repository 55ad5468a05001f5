// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `…/versions/{number}/files`: what a version consists of; it changes only while it is a draft.
enum FindingFiles {
    static let routes: [Route] = [
        Route(
            .get,
            VersionCase.filePath,
            "Download a file of a version",
            scope: .read,
            contract: .download("downloadFindingFile", .findings),
            streaming: download
        ),
        .upload(
            into: VersionCase.self,
            "uploadFindingFile",
            "Upload a file into a draft",
            .findings,
            scope: .findings
        ),
        .removeFile(
            from: VersionCase.self,
            "deleteFindingFile",
            "Take a file out of a draft",
            .findings,
            scope: .findings
        ),
    ]

    private static func download(_ call: Call) async throws -> Reply {
        let key = try VersionCase.key(call)
        let name = try call[.fileName]
        _ = try call.query()
        let (body, selection) = try await call.read { caller, db in
            let (version, _) = try VersionCase.require(.download, key, caller, db)
            let body = FileBody(try version.file(name, db).orNotFound())
            return (body, try body.selection(for: call))
        }
        return try await body.reply(selection, to: call, from: call.services.files)
    }
}

extension VersionCase: FileShelf {
    static let mediaTypes = ["*/*"]
    static let sizeLimit: Int64 = 2 << 30
    static let file = FindingFileRecord.shown

    var provider: ID<Organisation>? { nil }

    func file(_ name: String, _ db: Connection) throws -> FindingFileRecord? {
        try FindingFileStore(db).file(name, of: id)
    }

    func names(_ db: Connection) throws -> [String] {
        try FindingFileStore(db).files(of: id).map(\.name)
    }

    func put(_ file: ReceivedFile, as name: String, _ contents: Void, _ db: Connection) throws
        -> FindingFileRecord
    {
        try db.put(
            UploadedFile(name: name, size: file.size, mediaType: file.mediaType, digest: file.digest),
            into: self
        )
        return try self.file(name, db).orNotFound()
    }

    func remove(_ name: String, _ db: Connection) throws { try db.delete(name, from: self) }
}
