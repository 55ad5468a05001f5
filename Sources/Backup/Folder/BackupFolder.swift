// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import JSON

/// A folder of backups.
///
/// `backups/20261201T020000Z/` is one backup, whole once it has that name: the database, the keys, the list
/// of the files and the manifest. `files/` holds what was uploaded, by its digest, for all of them; `wal/`
/// what the database wrote since. Every file is written beside in `incoming/`, synced, then named.
package struct BackupFolder: Sendable {
    package let path: String
    /// `nil` where nothing is sealed.
    let key: BackupKey?

    var backups: String { path + "/backups" }
    var files: String { path + "/files" }
    var archive: String { path + "/wal" }
    private var incoming: String { path + "/incoming" }
    private static let format = "format.json"
    static let unfinished = ".unfinished"

    /// Opens a folder to read from it.
    package init(opening path: String, passphrase: [UInt8]?) throws {
        guard let format = try WholeFile.readIfThere("\(path)/\(Self.format)") else {
            throw BackupError.missing(path: path)
        }
        let json: JSON
        do {
            json = try JSON(parsing: format)
        } catch {
            throw BackupError.damaged(path: "\(path)/\(Self.format)", detail: "\(error)")
        }
        guard json["format"]?.integer == 1 else { throw BackupError.unknownFormat(path: path) }
        self.path = path
        guard let seal = json["seal"], !seal.isNull else {
            guard passphrase == nil else { throw BackupError.notSealed(path: path) }
            key = nil
            return
        }
        guard let passphrase else { throw BackupError.needsPassphrase(path: path) }
        guard let key = try BackupKey(passphrase, of: seal) else {
            throw BackupError.wrongPassphrase(path: path)
        }
        self.key = key
    }

    /// Opens a folder to write to it, and makes it where there is none or an empty one.
    package init(making path: String, passphrase: [UInt8]?) throws {
        if try FileStatus(of: path, followingLinks: true) == nil { try Folder(path).make(mode: 0o700) }
        if try FileStatus(of: "\(path)/\(Self.format)") == nil {
            guard try Folder(path).names().allSatisfy({ $0 == "lost+found" || $0.hasPrefix(Self.format) })
            else { throw BackupError.notABackup(path: path) }
            let key = try passphrase.map { try BackupKey(new: $0) }
            let format: JSON = ["format": 1, "seal": key?.seal ?? .null]
            try WholeFile.replace("\(path)/\(Self.format)", with: format.canonical, mode: 0o600)
        }
        try self.init(opening: path, passphrase: passphrase)
        for folder in [backups, files, archive, incoming] { try Folder(folder).make(mode: 0o700) }
        try UnfinishedFile.removeAbandoned(in: incoming)
    }

    /// Lets one process at a time do one kind of work.
    ///
    /// - Throws: `LockHeld` while another one does it.
    func lock(_ work: String) throws -> FileLock { try FileLock(path: "\(path)/.\(work).lock") }

    /// Begins a file that gets its name, by which it is bound, when it is whole.
    func write(_ name: String, packs: Bool = true) throws -> BlobWriter {
        try BlobWriter(.make(in: incoming), packs: packs, key: key, name: name)
    }

    func read(_ name: String, at path: String, packed: Bool = true) -> BlobReader {
        BlobReader(path: path, isPacked: packed, key: key, name: name)
    }

    /// Where an uploaded file is, or is to be.
    func path(of digest: Digest) -> String {
        let name = name(of: digest)
        return "\(files)/\(name.prefix(2))/\(name)"
    }

    func name(of digest: Digest) -> String { key?.name(of: digest) ?? digest.hex }

    /// The uploaded file with a digest.
    func file(_ digest: Digest) -> BlobReader {
        read("files/\(name(of: digest))", at: path(of: digest), packed: false)
    }

    /// The names of the whole backups, oldest first.
    package func whole() throws -> [String] {
        try Folder(backups).names().filter { !$0.hasSuffix(Self.unfinished) }
    }

    /// The names of those that were begun and not ended.
    func begun() throws -> [String] {
        try Folder(backups).names().filter { $0.hasSuffix(Self.unfinished) }
    }
}
