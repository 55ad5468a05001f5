// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import JSON

/// What a backup holds.
package struct BackupManifest: Sendable {
    /// A file of the backup, as it is stored.
    struct Part: Sendable {
        let name: String
        let size: Int64
        let digest: Digest
    }

    /// The name of its folder.
    package let name: String
    /// By the database's wall clock.
    package let beganAt: Instant
    /// The state that it restores to by itself is not later than this.
    package let endedAt: Instant
    /// As `SHOW server_version` has it.
    let serverVersion: String
    let systemIdentifier: String
    /// The database's name.
    package let database: String
    /// The first file of the write-ahead log that is needed.
    let firstSegment: String
    /// The last one that is in the copy of the database.
    let lastSegment: String
    /// The name of the last migration that the program knew.
    package let schema: String
    /// The newest checkpoint of the log, as it was signed; `nil` when nothing was sealed.
    package let checkpoint: String?
    /// How many uploaded files there are.
    package let files: Int64
    /// Files that the database named and the store did not have.
    package let missing: [Digest]
    let parts: [Part]

    var json: JSON {
        [
            "format": 1, "name": .string(name), "began_at": .string(beganAt.description),
            "ended_at": .string(endedAt.description), "server_version": .string(serverVersion),
            "system_identifier": .string(systemIdentifier), "database": .string(database),
            "first_segment": .string(firstSegment), "last_segment": .string(lastSegment),
            "schema": .string(schema),
            "checkpoint": checkpoint.map(JSON.string) ?? .null, "files": .integer(files),
            "missing": .array(missing.map { .string($0.description) }),
            "parts": .array(
                parts.map { part in
                    [
                        "name": .string(part.name), "size": .integer(part.size),
                        "sha256": .string(part.digest.hex),
                    ]
                }
            ),
        ]
    }

    init(
        name: String,
        beganAt: Instant,
        endedAt: Instant,
        serverVersion: String,
        systemIdentifier: String,
        database: String,
        firstSegment: String,
        lastSegment: String,
        schema: String,
        checkpoint: String?,
        files: Int64,
        missing: [Digest],
        parts: [Part]
    ) {
        self.name = name
        self.beganAt = beganAt
        self.endedAt = endedAt
        self.serverVersion = serverVersion
        self.systemIdentifier = systemIdentifier
        self.database = database
        self.firstSegment = firstSegment
        self.lastSegment = lastSegment
        self.schema = schema
        self.checkpoint = checkpoint
        self.files = files
        self.missing = missing
        self.parts = parts
    }

    /// Reads what `json` wrote; `nil` for anything else.
    init?(_ json: JSON) {
        guard json["format"]?.integer == 1, let name = json["name"]?.string,
            let beganAt = json["began_at"]?.string.flatMap({ Instant($0) }),
            let endedAt = json["ended_at"]?.string.flatMap({ Instant($0) }),
            let serverVersion = json["server_version"]?.string,
            let systemIdentifier = json["system_identifier"]?.string,
            let database = json["database"]?.string, let firstSegment = json["first_segment"]?.string,
            let lastSegment = json["last_segment"]?.string,
            let schema = json["schema"]?.string, let files = json["files"]?.integer,
            let missing = json["missing"]?.array, let parts = json["parts"]?.array
        else { return nil }
        self.init(
            name: name,
            beganAt: beganAt,
            endedAt: endedAt,
            serverVersion: serverVersion,
            systemIdentifier: systemIdentifier,
            database: database,
            firstSegment: firstSegment,
            lastSegment: lastSegment,
            schema: schema,
            checkpoint: json["checkpoint"]?.string,
            files: files,
            missing: missing.compactMap { $0.string.flatMap { Digest($0) } },
            parts: parts.compactMap { part in
                guard let name = part["name"]?.string, let size = part["size"]?.integer,
                    let digest = part["sha256"]?.string.flatMap({ Digest(hex: $0[...]) })
                else { return nil }
                return Part(name: name, size: size, digest: digest)
            }
        )
        guard self.parts.count == parts.count else { return nil }
    }
}

extension BackupFolder {
    /// The path of a part of a backup.
    func path(of part: String, in name: String) -> String { "\(backups)/\(name)/\(part)" }

    /// A part of a whole backup.
    func part(_ part: String, of name: String) -> BlobReader {
        read("\(name)/\(part)", at: path(of: part, in: name))
    }

    /// What a whole backup holds; its own digest is in its file's name.
    package func manifest(of name: String) throws -> BackupManifest {
        let folder = "\(backups)/\(name)"
        guard let file = try Folder(folder).names().first(where: { $0.hasPrefix(Self.manifestName) }),
            let digest = Digest(hex: file.dropFirst(Self.manifestName.count))
        else { throw BackupError.damaged(path: folder, detail: "its manifest is missing") }
        let path = "\(folder)/\(file)"
        guard try InputFile(path: path).digest() == digest else {
            throw BackupError.damaged(path: path, detail: "its bytes have changed")
        }
        let bytes = try read("\(name)/manifest", at: path).bytes()
        guard let json = try? JSON(parsing: bytes, limits: .trusted), let manifest = BackupManifest(json),
            manifest.name == name
        else { throw BackupError.damaged(path: path, detail: "it is no manifest of \(name)") }
        return manifest
    }

    static let manifestName = "manifest-"

    /// The digests of the uploaded files that a backup has.
    func listedFiles(of name: String) throws -> [Digest] {
        let blob = part("files.list", of: name)
        return try String(decoding: blob.bytes(), as: UTF8.self).split(separator: "\n").map { line in
            guard let digest = Digest(hex: line) else {
                throw BackupError.damaged(path: blob.path, detail: "it is no list of digests")
            }
            return digest
        }
    }

    func writeManifest(_ manifest: BackupManifest, in unfinished: String) throws {
        let writer = try write("\(manifest.name)/manifest")
        try writer.write(manifest.json.canonical)
        let digest = try writer.finish().stored
        try writer.keep(as: "\(backups)/\(unfinished)/\(Self.manifestName)\(digest.hex)")
    }
}
