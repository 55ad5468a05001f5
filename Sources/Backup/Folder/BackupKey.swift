// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import JSON
import OpenSSL

/// The key of an encrypted backup, made of a passphrase.
package struct BackupKey: Sendable {
    private let master: [UInt8]
    private let salt: [UInt8]

    /// 64 MiB of memory and some tenths of a second for each guess.
    private static let cost: UInt64 = 1 << 16

    /// A key for a new folder.
    init(new passphrase: [UInt8]) throws {
        try self.init(passphrase, salt: randomBytes(32))
    }

    private init(_ passphrase: [UInt8], salt: [UInt8]) throws(OpenSSLError) {
        self.salt = salt
        master = try Scrypt.key(of: passphrase, salt: salt, cost: Self.cost)
    }

    /// The key of a folder that says `seal` of itself; `nil` for another passphrase.
    init?(_ passphrase: [UInt8], of seal: JSON) throws {
        guard let salt = seal["salt"]?.string.flatMap(Base64URL.decode),
            let check = seal["check"]?.string.flatMap(Base64URL.decode)
        else { return nil }
        try self.init(passphrase, salt: salt)
        guard constantTimeEqual(derived("check"), check) else { return nil }
    }

    /// What a folder says of its key.
    var seal: JSON {
        [
            "cipher": "aes-256-gcm", "kdf": "scrypt", "n": .integer(Int64(Self.cost)), "r": 8, "p": 1,
            "salt": .string(Base64URL.encode(salt)), "check": .string(Base64URL.encode(derived("check"))),
        ]
    }

    /// The key of one file, whose salt stands at its beginning.
    func key(ofFileWith salt: [UInt8]) -> [UInt8] {
        HMACSHA256.code(for: Array("file ".utf8) + salt, key: master)
    }

    /// The name of a file, which says nothing of its content to others.
    func name(of digest: Digest) -> String { derived("name " + digest.hex).hexadecimal }

    private func derived(_ purpose: String) -> [UInt8] {
        HMACSHA256.code(for: Array(purpose.utf8), key: master)
    }

    /// The passphrase in a file that nobody else can read; what ends its line is no part of it.
    package static func passphrase(in path: String) throws -> [UInt8] {
        let file = try InputFile(following: path)
        let mode = try file.status().mode
        guard mode & 0o077 == 0 else {
            throw BackupError.damaged(
                path: path,
                detail: "others may read it (mode \(String(mode, radix: 8)))"
            )
        }
        var bytes = try file.readAll(limit: 4096)
        while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
            bytes.removeLast()
        }
        guard bytes.count >= 16 else { throw BackupError.weakPassphrase(path: path) }
        return bytes
    }
}
