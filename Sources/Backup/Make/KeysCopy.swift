// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import JSON
import OpenSSL

/// The signing keys and what stands beside them, as one value.
struct KeysCopy: Hashable {
    private struct File: Hashable {
        let name: String
        let mode: Int64
        let bytes: [UInt8]
    }

    private let files: [File]

    /// Reads the folder; a file of it is never written in place, so each is whole.
    init(reading folder: String) throws {
        files = try Folder(folder).names().filter { !$0.hasPrefix(".") && !$0.hasSuffix(".new") }
            .compactMap { name in
                let file = try InputFile(following: "\(folder)/\(name)")
                let status = try file.status()
                guard status.isRegularFile else { return nil }
                return File(name: name, mode: Int64(status.mode), bytes: try file.readAll(limit: 1 << 20))
            }
    }

    /// Reads what ``json`` wrote; `nil` for anything else, and for a name that leads elsewhere.
    init?(_ json: JSON) {
        guard let array = json.array else { return nil }
        files = array.compactMap { file in
            guard let name = file["name"]?.string, !name.contains("/"), !name.hasPrefix("."),
                let mode = file["mode"]?.integer,
                let bytes = file["bytes"]?.string.flatMap(Base64URL.decode)
            else { return nil }
            return File(name: name, mode: mode & 0o644, bytes: bytes)
        }
        guard files.count == array.count else { return nil }
    }

    var json: JSON {
        .array(
            files.map { file in
                [
                    "name": .string(file.name), "mode": .integer(file.mode),
                    "bytes": .string(Base64URL.encode(file.bytes)),
                ]
            }
        )
    }

    /// The file with a name; `nil` when there is none.
    subscript(name: String) -> [UInt8]? { files.first { $0.name == name }?.bytes }

    /// Lays the files in a folder, which is made.
    func lay(in folder: String) throws {
        try Folder(folder).make(mode: 0o700)
        for file in files {
            try WholeFile.replace("\(folder)/\(file.name)", with: file.bytes, mode: UInt32(file.mode))
        }
    }
}

extension KeysCopy {
    /// What a file of keys holds; `null` for what is no JSON.
    static func json(in blob: BlobReader) throws -> JSON {
        (try? JSON(parsing: try blob.bytes(), limits: .trusted)) ?? .null
    }
}
