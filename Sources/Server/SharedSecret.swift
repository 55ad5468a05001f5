// SPDX-License-Identifier: Apache-2.0
import Files
import OpenSSL
import Postgres
import Store

/// A secret that is in a file of every server, the same on all of them; the database knows its digest.
package struct SharedSecret {
    private let name: String
    private let path: String
    private static let size = 32

    /// What seals cursors, which any server may be given next.
    package static func cursors(in keysDirectory: String) -> SharedSecret {
        SharedSecret(name: "cursors", path: keysDirectory + "/cursors.key")
    }

    /// The secret of this server's file, made where there is none anywhere.
    ///
    /// - Throws: ``OtherSecret`` when other servers have another one.
    func agreed(_ store: SignerStore) throws -> [UInt8] {
        let known = try store.secret(name)
        if let bytes = try WholeFile.readIfThere(path) {
            let digest = SHA256.digest(of: bytes)
            guard bytes.count == Self.size, try store.secret(name, unlessThere: digest) == digest else {
                throw OtherSecret(name: name, path: path, isMissing: false)
            }
            return bytes
        }
        guard known == nil else { throw OtherSecret(name: name, path: path, isMissing: true) }
        let bytes = try randomBytes(Self.size)
        let digest = SHA256.digest(of: bytes)
        guard try store.secret(name, unlessThere: digest) == digest else {
            throw OtherSecret(name: name, path: path, isMissing: true)
        }
        try WholeFile.replace(path, with: bytes, mode: 0o600)
        return bytes
    }

    /// Puts a new secret into this server's file and its digest into the database; what the old one made is
    /// void.
    package func renew(_ db: Connection) throws {
        let bytes = try randomBytes(Self.size)
        try SignerStore(db).replaceSecret(name, with: SHA256.digest(of: bytes))
        try WholeFile.replace(path, with: bytes, mode: 0o600)
    }
}

/// A server lacks a secret of the others, or has one of its own.
package struct OtherSecret: Error, CustomStringConvertible {
    let name: String
    let path: String
    let isMissing: Bool

    package var description: String {
        "\(path) \(isMissing ? "is missing" : "is another one than this database's servers have"). Copy it from another "
            + "server or the backup; where it is lost, make a new one for all: teahouse admin renew-secret \(name)"
    }
}
