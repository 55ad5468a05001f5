// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import HummingbirdCore
import Postgres
import Store

/// A thing that consists of files under names, which change only while it is a draft.
protocol FileShelf: Resource {
    associatedtype File: StoredFile
    /// What is looked up in a file before it has a row; nothing, for most.
    associatedtype Contents: Sendable = Void

    /// The media types that are taken, for the contract.
    static var mediaTypes: [String] { get }
    /// Of one file, in bytes.
    static var sizeLimit: Int64 { get }
    static var file: Representation<File> { get }

    /// Whose share its files take beside that of whoever brings them; `nil` for that of all organisations to
    /// which they belong.
    var provider: ID<Organisation>? { get }

    func file(_ name: String, _ db: Connection) throws -> File?
    /// The names of all its files.
    func names(_ db: Connection) throws -> [String]
    /// Refuses a request by its head, before its bytes are taken.
    static func admit(_ call: Call) throws
    static func contents(of file: ReceivedFile, _ call: Call) async throws -> Contents
    /// Gives a file that has arrived its name, in place of one of the same name, and records it.
    func put(_ file: ReceivedFile, as name: String, _ contents: Contents, _ db: Connection) throws -> File
    /// Takes a file out, and records it.
    func remove(_ name: String, _ db: Connection) throws
}

extension FileShelf {
    static func admit(_ call: Call) {}
}

extension FileShelf where Contents == Void {
    static func contents(of file: ReceivedFile, _ call: Call) {}
}

extension FileShelf {
    static var files: Path { path + "/files" }
    static var filePath: Path { files + "/\(.fileName)" }
    static var newFilePath: Path { files + "/\(.newFileName)" }

    /// Honours `If-Match` and `If-None-Match` on an upload; without them a file of the same name is replaced.
    func requirePlace(for name: String, _ call: Call, _ db: Connection) throws {
        let headers = call.request.headers
        guard headers[.ifMatch] != nil || headers[.ifNoneMatch] != nil else { return }
        let present = try file(name, db)
        if headers[.ifMatch] != nil {
            guard let present else {
                throw ProblemDetails(.preconditionFailed, "stale", "There is no such file.")
            }
            try call.requireMatch(present.digest.description)
        }
        if let value = headers[.ifNoneMatch], let present,
            EntityTags(value).containsWeakly("\"\(present.digest)\"")
        {
            throw ProblemDetails(.preconditionFailed, "stale", "There is a file of this name.")
        }
    }
}

extension FileShelf {
    /// Refuses a name that a file cannot have, or that one of the other files has but for its spelling.
    func requireName(_ name: String, _ db: Connection) throws {
        if let fault = FileName.fault(in: name) {
            throw ProblemDetails(.unprocessableContent, "bad_file_name", fault.detail)
        }
        let key = FileName.key(of: name)
        // By bytes, as the database tells names apart.
        let other = try names(db).first { Array($0.utf8) != Array(name.utf8) && FileName.key(of: $0) == key }
        if let other {
            throw ProblemDetails.conflict(
                "name_taken",
                "There is a file \(other), whose name is the same on some systems."
            )
        }
    }
}
