// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Glibc
import OpenSSL

/// The folder of one crate while it is being filled.
struct CrateFolder {
    let path: String
    /// Its name in its snapshot.
    let name: String
    /// The snapshot before, with whose crates files are shared.
    let earlier: EarlierSnapshot?
    /// Where the crate is below the folder: `data/` in a bag.
    let prefix: String

    /// Makes the folder and those for the crate's own files in it.
    func make() throws {
        for folder in [path, "\(path)/\(prefix)", "\(path)/\(prefix)\(ROCrate.filesFolder)"] {
            _ = try Folder(folder).makeAlone()
        }
    }

    func write(_ name: String, _ bytes: [UInt8], hashes512: Bool) throws -> BagIt.Payload {
        let digest = try put("\(prefix)\(name)", bytes)
        let hash = SHA512()
        if hashes512 { hash.update(bytes) }
        return BagIt.Payload(
            path: "\(prefix)\(name)",
            size: bytes.count,
            sha256: digest.bytes,
            sha512: hash.finish()
        )
    }

    func writeTag(_ name: String, _ bytes: [UInt8]) throws -> Manifest.File {
        Manifest.File(name: name, size: bytes.count, digest: try put(name, bytes))
    }

    /// Has a file of the store here as well: as the snapshot before has it, else as a copy.
    func place(_ name: String, from stored: String, _ file: Document.File, hashes512: Bool) throws
        -> BagIt.Payload
    {
        let target = "\(path)/\(prefix)\(name)"
        if file.name.contains("/") { try Folder(containing: target).make() }
        let isShared = try FileStatus(of: stored).map { status in
            try earlier?.share("\(self.name)/\(prefix)\(name)", copyOf: status, as: target) ?? false
        }
        if isShared != true { try copy(stored, to: target, file) }
        let hash = SHA512()
        if hashes512 { try InputFile(path: target).forEachPiece { hash.update($0) } }
        return BagIt.Payload(
            path: "\(prefix)\(name)",
            size: file.size,
            sha256: file.digest.bytes,
            sha512: hash.finish()
        )
    }

    private func put(_ name: String, _ bytes: [UInt8]) throws -> Digest {
        if try earlier?.share("\(self.name)/\(name)", holding: bytes, as: "\(path)/\(name)") == true {
            return Digest(hashing: bytes)
        }
        let file = try OutputFile(path: "\(path)/\(name)", mode: 0o444)
        try file.write(bytes)
        return try file.finish(synchronizing: false)
    }

    private func copy(_ stored: String, to target: String, _ file: Document.File) throws {
        let output = try OutputFile(path: target, mode: 0o444)
        try InputFile(path: stored).forEachPiece { (piece) throws(FileError) in try output.write(piece) }
        guard try output.finish(synchronizing: false) == file.digest else {
            throw FileError(operation: "copy what was certified to", path: target, code: EIO)
        }
    }
}
