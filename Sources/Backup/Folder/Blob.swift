// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import OpenSSL

/// Writes a file of a backup: packed and sealed as is wanted, whole or not at all.
final class BlobWriter {
    private let file: UnfinishedFile
    private let content = SHA256()
    private var packer: GzipPacker?
    private var sealer: Sealer?
    /// How many bytes the content has so far.
    private(set) var size: Int64 = 0

    init(_ file: UnfinishedFile, packs: Bool, key: BackupKey?, name: String) throws {
        self.file = file
        if packs { packer = try GzipPacker(name, .fast) }
        if let key {
            let sealer = try Sealer(key, name: name)
            try file.write(sealer.head)
            self.sealer = sealer
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        content.update(bytes)
        size += Int64(bytes.count)
        if let packer { try packer.pack(bytes) { try seal($0) } } else { try seal(bytes) }
    }

    func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

    /// Completes the file on the disk, under no name yet.
    ///
    /// - Returns: the digest of the content, and that of what is stored.
    func finish() throws -> (content: Digest, stored: Digest) {
        if let packer { try packer.finish { try seal($0) } }
        if sealer != nil { try sealer?.finish { try file.write($0) } }
        let stored = try file.end()
        try file.synchronize()
        return (Digest(sha256: content.finish()), stored)
    }

    /// How many bytes are stored.
    var storedSize: Int64 { Int64(file.size) }

    /// Gives the file its name.
    func keep(as path: String) throws {
        try file.rename(to: path)
        try Folder(containing: path).synchronize()
    }

    private func seal(_ bytes: UnsafeRawBufferPointer) throws {
        guard sealer != nil else { return try file.write(Array(bytes)) }
        try sealer?.add(bytes) { try file.write($0) }
    }
}

/// Reads a file of a backup.
struct BlobReader {
    let path: String
    let isPacked: Bool
    let key: BackupKey?
    /// What a sealed one is bound to.
    let name: String

    /// Calls `body` with the content, piece by piece.
    ///
    /// - Throws: `BackupError.damaged` where it is not what was written, `FileError`, and what `body` throws.
    func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let input = try InputFile(path: path)
        var source: (UnsafeMutableRawBufferPointer) throws -> Int = { try input.read(into: $0) }
        if let key {
            var unsealer = Unsealer(path, key, name: name, reading: source)
            var rest: ArraySlice<UInt8> = []
            source = { buffer in
                while rest.isEmpty {
                    guard let piece = try unsealer.next() else { return 0 }
                    rest = piece[...]
                }
                let count = min(rest.count, buffer.count)
                buffer.copyBytes(from: rest.prefix(count))
                rest = rest.dropFirst(count)
                return count
            }
        }
        do {
            let unpacked = isPacked ? try GzipReader(path, reading: source) : nil
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 131_072, alignment: 16)
            defer { buffer.deallocate() }
            while true {
                let count = try unpacked?.read(into: buffer) ?? source(buffer)
                if count == 0 { return }
                try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        } catch let error as GzipError {
            throw BackupError.damaged(path: path, detail: "\(error)")
        }
    }

    /// The digest and the number of bytes of the content.
    func digest() throws -> (digest: Digest, size: Int64) {
        let hash = SHA256()
        var size: Int64 = 0
        try forEachPiece {
            hash.update($0)
            size += Int64($0.count)
        }
        return (Digest(sha256: hash.finish()), size)
    }

    /// All of the content.
    func bytes() throws -> [UInt8] {
        var bytes: [UInt8] = []
        try forEachPiece { bytes.append(contentsOf: $0) }
        return bytes
    }
}
