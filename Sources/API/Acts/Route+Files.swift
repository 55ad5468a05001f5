// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import HummingbirdCore
import Postgres
import Store

extension Route {
    /// Takes a file, in place of one of the same name.
    static func upload<Shelf: FileShelf>(
        into type: Shelf.Type,
        _ id: String,
        _ summary: String,
        _ tag: Operation.Tag,
        scope: Scope
    ) -> Self {
        let contract = Operation.upload(id, tag, Shelf.mediaTypes, Shelf.file.schema)
        return Self(.put, Shelf.newFilePath, summary, scope: scope, contract: contract) { call in
            let key = try Shelf.key(call)
            let name = call.parameter(Capture.newFileName.name)
            try Shelf.admit(call)
            @Sendable func place(_ caller: Caller, _ db: Connection, isHeld: Bool) throws -> Shelf {
                let (shelf, standing) = try Shelf.require(.putFile, key, caller, db, isHeld: isHeld)
                try shelf.requirePlace(for: name, call, db)
                try shelf.requireName(name, db)
                try standing.requireNow(.putFile)
                return shelf
            }
            // Bytes are taken only from a caller who may put them here.
            let brought = try await call.auditing {
                try await call.bring(scope, limit: Shelf.sizeLimit) { caller, db in
                    try place(caller, db, isHeld: false).provider
                }
            }
            return try await call.receive(brought) { file in
                let contents = try await Shelf.contents(of: file, call)
                return try await call.write(scope, bytes: file.digest.bytes) { caller, db in
                    let shelf = try place(caller, db, isHeld: true)
                    let stored = try shelf.put(file, as: name, contents, db)
                    try BroughtFileStore(db).end(brought.id, areHere: true)
                    return Answer.json(Shelf.file.json(stored), etag: file.digest.description)
                        .located(at: Shelf.address(key) + "/files/\(Percent.encode(name))", status: .created)
                }
            }
        }
    }

    /// Takes a file out of a draft.
    static func removeFile<Shelf: FileShelf>(
        from type: Shelf.Type,
        _ id: String,
        _ summary: String,
        _ tag: Operation.Tag,
        scope: Scope
    ) -> Self {
        let contract = Operation.delete(id, tag, needsMatch: true)
        return Self(.delete, Shelf.filePath, summary, scope: scope, contract: contract) { call in
            let key = try Shelf.key(call)
            let name = try call[.fileName]
            return try await call.write(scope) { caller, db in
                let (shelf, standing) = try Shelf.require(.deleteFile, key, caller, db, isHeld: true)
                let file = try shelf.file(name, db).orNotFound()
                try call.requireMatch(file.digest.description)
                try standing.requireNow(.deleteFile)
                try shelf.remove(name, db)
                return .noContent
            }
        }
    }
}
