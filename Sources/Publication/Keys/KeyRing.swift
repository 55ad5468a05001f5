// SPDX-License-Identifier: Apache-2.0
import Domain
import OpenSSL

/// The signing keys in a folder: the signed key list (`keys.json`) and one PEM file for each private key.
///
/// A value is what the folder held when it was opened. After a rotation by another process, a server goes
/// on with the old key until it opens the folder again; the overlap that
/// ``rotate(in:at:overlapSeconds:)`` gives covers that time.
package struct KeyRing: Sendable {
    /// What to publish as `/v1/keys`.
    package let list: Signed<KeyList>
    private let key: Ed25519.PrivateKey

    package var keyID: KeyID { list.content.current.id }
    package var publicKey: Ed25519.PublicKey { key.publicKey }

    /// These keys as a verifier sees them.
    package var trusted: TrustedKeys {
        get throws { try TrustedKeys(list: list) }
    }

    /// Signs content that names the current key and a time since which that key is in use.
    package func sign<Content>(_ content: Content) throws -> Signed<Content> {
        guard content.keyID == keyID else { throw KeyRingError.wrongKey }
        let validFrom = list.content.current.validFrom
        if let signedAt = content.signedAt, signedAt < validFrom {
            throw KeyRingError.tooEarly(validFrom: validFrom)
        }
        return try Signed(content, signingWith: key)
    }

    /// Signs a state of the log with the current key.
    package func sign(_ checkpoint: Checkpoint) throws -> SignedCheckpoint {
        try SignedCheckpoint(checkpoint, signingWith: key)
    }

    /// The current key's signature over the bytes of a file that names it.
    func signature(for bytes: [UInt8]) throws -> [UInt8] { try key.signature(for: bytes) }

    /// Reads the folder and checks that its list is whole, signed, and current, and its key closed to others.
    package init(opening directory: String) throws {
        let folder = KeyFolder(path: directory)
        let list = try folder.list()
        let key = try folder.privateKey(list.content.current.id)
        guard list.isValid(under: key.publicKey) else {
            throw KeyRingError.damaged(path: folder.listPath, detail: "its signature is not valid")
        }
        self.list = list
        self.key = key
    }

    private init(list: Signed<KeyList>, key: Ed25519.PrivateKey) {
        self.list = list
        self.key = key
    }

    /// Makes the first key in a folder that has none; the folder is made if need be.
    package static func create(in directory: String, at instant: Instant) throws -> KeyRing {
        let folder = KeyFolder(path: directory)
        try folder.make()
        return try folder.locked {
            if try folder.hasList { throw KeyRingError.exists(directory: directory) }
            let key = try Ed25519.PrivateKey.generate()
            let entry = KeyList.Key(
                id: KeyID(of: key.publicKey),
                publicKey: key.publicKey.rawBytes,
                validFrom: instant,
                retiredAt: nil,
                compromisedAt: nil,
                endorsement: nil
            )
            return try store([entry], signedBy: key, in: folder)
        }
    }

    /// Whether a folder has signing keys, or at least the list of them.
    package static func exists(in directory: String) throws -> Bool { try KeyFolder(path: directory).hasList }

    /// Adds a new key, endorsed by the current one, which retires `overlapSeconds` later.
    ///
    /// Where `compromisedAt` is given the current key has been in others' hands since, and retires at once;
    /// its endorsement is worth nothing then, so the new key has to be made known in another way.
    ///
    /// Killed at any moment, the folder holds either list, whole; at worst a private key that
    /// no list names is left over.
    package static func rotate(
        in directory: String,
        at instant: Instant,
        overlapSeconds: Int64 = 3600,
        compromisedAt: Instant? = nil
    ) throws -> KeyRing {
        let folder = KeyFolder(path: directory)
        return try folder.locked {
            let old = try KeyRing(opening: directory)
            let key = try Ed25519.PrivateKey.generate()
            let id = KeyID(of: key.publicKey)
            let statement = KeyList.endorsedBytes(
                id: id,
                publicKey: key.publicKey.rawBytes,
                validFrom: instant,
                by: old.keyID
            )
            let entry = KeyList.Key(
                id: id,
                publicKey: key.publicKey.rawBytes,
                validFrom: instant,
                retiredAt: nil,
                compromisedAt: nil,
                endorsement: KeyList.Endorsement(
                    keyID: old.keyID,
                    signature: try old.key.signature(for: statement)
                )
            )
            var retired = old.list.content.current
            retired.retiredAt =
                compromisedAt == nil ? instant.advanced(bySeconds: overlapSeconds) : instant
            retired.compromisedAt = compromisedAt
            return try store(old.list.content.keys.dropLast() + [retired, entry], signedBy: key, in: folder)
        }
    }

    /// Says of a key that is retired that it was in others' hands from an instant on, or from an earlier one
    /// than was said before.
    ///
    /// - Throws: `KeyRingError.notRetired` for the current key and one that is not in the list, and
    ///   `.tooEarly` for an instant before the key came into use.
    package static func markCompromised(_ id: KeyID, at instant: Instant, in directory: String) throws
        -> KeyRing
    {
        let folder = KeyFolder(path: directory)
        return try folder.locked {
            let old = try KeyRing(opening: directory)
            var keys = old.list.content.keys
            guard let place = keys.firstIndex(where: { $0.id == id && $0.retiredAt != nil }) else {
                throw KeyRingError.notRetired(id)
            }
            guard instant >= keys[place].validFrom else {
                throw KeyRingError.tooEarly(validFrom: keys[place].validFrom)
            }
            keys[place].compromisedAt = min(keys[place].compromisedAt ?? instant, instant)
            return try store(keys, signedBy: old.key, in: folder)
        }
    }

    private static func store(
        _ keys: [KeyList.Key],
        signedBy key: Ed25519.PrivateKey,
        in folder: KeyFolder
    ) throws -> KeyRing {
        guard let list = KeyList(keys: keys) else { throw KeyRingError.missing(directory: folder.path) }
        let signed = try Signed(list, signingWith: key)
        try folder.store(key, as: list.current.id)
        try folder.store(signed)
        return KeyRing(list: signed, key: key)
    }
}
