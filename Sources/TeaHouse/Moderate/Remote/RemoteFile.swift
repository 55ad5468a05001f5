// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import JSON
import OpenSSL

/// A file of a version, as the version lists it: what is read of it is held against its digest.
struct RemoteFile: Sendable {
    let name: String
    let size: Int64
    let mediaType: String
    /// `sha256:` and 64 digits.
    let digest: String
    private let path: RemotePath

    /// Large files are asked for in parts, so that no more than one is in memory.
    private static let part: Int64 = 4 << 20

    /// The files of a version that is at `path`.
    static func all(of version: JSON, at path: RemotePath) -> [RemoteFile] {
        (version["files"]?.array ?? []).map { RemoteFile($0, of: path) }
    }

    private init(_ listed: JSON, of version: RemotePath) {
        name = listed["name"]?.string ?? ""
        size = listed["size"]?.integer ?? 0
        mediaType = listed["media_type"]?.string ?? ""
        digest = listed["digest"]?.string ?? ""
        path = "\(version)/files/\(name)"
    }

    /// All of its bytes.
    ///
    /// - Throws: `CannotRun` or `Refused` when the server does not give them, or gives others.
    func bytes(from client: RemoteClient) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await read(from: client) { bytes += $0 }
        guard Digest(bytes: SHA256.digest(of: bytes))?.description == digest else { throw Self.changed }
        return bytes
    }

    /// Writes it to a path that nothing has, whole or not at all.
    ///
    /// - Throws: as `bytes(from:)` does, and `FileError`.
    func save(as target: String, from client: RemoteClient) async throws {
        let file = try UnfinishedFile.make(beside: target)
        try await read(from: client) { try file.write($0) }
        guard try file.end().description == digest else { throw Self.changed }
        try file.keep(asFree: target)
    }

    private func read(from client: RemoteClient, into sink: ([UInt8]) throws -> Void) async throws {
        let etag = "\"\(digest)\""
        guard size > Self.part else { return try sink(try await client.bytes(path, nil, matching: etag)) }
        for first in stride(from: 0, to: size, by: Int(Self.part)) {
            let range = first...min(first + Self.part, size) - 1
            let bytes = try await client.bytes(path, range, matching: etag)
            guard bytes.count == range.count else { throw Self.changed }
            try sink(bytes)
        }
    }

    private static var changed: CannotRun { CannotRun("The bytes are not those of its digest.") }
}
