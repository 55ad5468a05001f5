// SPDX-License-Identifier: Apache-2.0
import Files
import OpenSSL

/// The files of a ``KeyRing``.
struct KeyFolder {
    let path: String

    var listPath: String { "\(path)/keys.json" }

    func make() throws { try Folder(path).make(mode: 0o700) }

    var hasList: Bool {
        get throws { try FileStatus(of: listPath) != nil }
    }

    /// Runs `body` while no other process changes the folder.
    func locked<R>(_ body: () throws -> R) throws -> R {
        guard try FileStatus(of: path) != nil else { throw KeyRingError.missing(directory: path) }
        let lock = try FileLock(path: "\(path)/.lock", mode: 0o600)
        defer { withExtendedLifetime(lock) {} }
        return try body()
    }

    func list() throws -> Signed<KeyList> {
        guard try hasList else { throw KeyRingError.missing(directory: path) }
        do {
            return try Signed<KeyList>(parsing: WholeFile.read(listPath, limit: KeyList.byteLimit + 512))
        } catch let error as FormatError {
            throw KeyRingError.damaged(path: listPath, detail: "\(error)")
        }
    }

    /// Refuses a key that others can read, replace, or reach through a link.
    func privateKey(_ id: KeyID) throws -> Ed25519.PrivateKey {
        let keyPath = pemPath(id)
        if let folder = try FileStatus(of: path), folder.mode & 0o022 != 0 {
            throw KeyRingError.exposed(path: path, mode: folder.mode)
        }
        let file = try InputFile(path: keyPath)
        let status = try file.status()
        guard status.isRegularFile, status.mode & 0o077 == 0 else {
            throw KeyRingError.exposed(path: keyPath, mode: status.mode)
        }
        let pem = try file.readAll(limit: 16_384)
        let key: Ed25519.PrivateKey
        do throws(OpenSSLError) {
            key = try Ed25519.PrivateKey(pem: pem)
        } catch {
            throw KeyRingError.damaged(path: keyPath, detail: "\(error)")
        }
        guard KeyID(of: key.publicKey) == id else {
            throw KeyRingError.damaged(path: keyPath, detail: "it holds another key")
        }
        return key
    }

    func store(_ key: Ed25519.PrivateKey, as id: KeyID) throws {
        try WholeFile.replace(pemPath(id), with: try key.pem(), mode: 0o600)
    }

    func store(_ list: Signed<KeyList>) throws {
        try WholeFile.replace(listPath, with: list.bytes, mode: 0o644)
    }

    private func pemPath(_ id: KeyID) -> String { "\(path)/\(id).pem" }
}
