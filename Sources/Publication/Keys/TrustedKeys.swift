// SPDX-License-Identifier: Apache-2.0
import Domain
import OpenSSL

/// The public keys by which somebody checks signatures: a signed key list, or one key that they were given.
package struct TrustedKeys: Sendable {
    private struct Entry: Sendable {
        let key: Ed25519.PublicKey
        let validFrom: Instant?
        let retiredAt: Instant?
        let compromisedAt: Instant?
    }

    private let entries: [KeyID: Entry]

    /// One key, for whatever it signed at any time.
    package init(key: Ed25519.PublicKey) {
        entries = [KeyID(of: key): Entry(key: key, validFrom: nil, retiredAt: nil, compromisedAt: nil)]
    }

    /// The keys of a list, each for its time.
    ///
    /// - Parameter pin: a key that the reader already trusts and that must be in the list. Without one, the
    ///   list vouches only for itself.
    package init(list: Signed<KeyList>, pin: Ed25519.PublicKey? = nil) throws {
        var entries: [KeyID: Entry] = [:]
        for key in list.content.keys {
            entries[key.id] = Entry(
                key: try Ed25519.PublicKey(rawBytes: key.publicKey),
                validFrom: key.validFrom,
                retiredAt: key.retiredAt,
                compromisedAt: key.compromisedAt
            )
        }
        guard let current = entries[list.content.current.id], list.isValid(under: current.key) else {
            throw CheckFailure("the key list is not signed by its current key")
        }
        if let pin, entries[KeyID(of: pin)] == nil {
            throw CheckFailure("the trusted key \(KeyID(of: pin)) is not in the key list")
        }
        self.entries = entries
    }

    /// Reads what a person may hold: a public key as PEM, or a signed key list.
    package init(file: [UInt8], pin: Ed25519.PublicKey? = nil) throws {
        if file.starts(with: "-----BEGIN".utf8) {
            let key = try Ed25519.PublicKey(pem: file)
            if let pin, pin.rawBytes != key.rawBytes { throw CheckFailure("the key is not the trusted one") }
            self.init(key: key)
        } else {
            try self.init(list: Signed<KeyList>(parsing: file), pin: pin)
        }
    }

    /// All that nobody else ever had, retired or not: those whose checkpoints tell what the log is.
    package var sound: [Ed25519.PublicKey] { entries.values.filter { $0.compromisedAt == nil }.map(\.key) }

    /// Whether others had one of them for some time.
    var areSomeCompromised: Bool { entries.values.contains { $0.compromisedAt != nil } }

    /// Throws unless one of these keys signed it, and in the time of that key.
    ///
    /// What a key signed that others had then holds only where the log had it before: `loggedAt` is when,
    /// as a log says that a sound key has signed.
    package func verify<Content>(_ signed: Signed<Content>, loggedAt: Instant? = nil) throws {
        let key = try key(signed.keyID, at: signed.content.signedAt)
        guard signed.isValid(under: key) else {
            throw CheckFailure("the signature of key \(signed.keyID) is not valid")
        }
        try requireSound(signed.keyID, since: loggedAt)
    }

    /// Throws where others had the key by `instant`, or at any time unless one is given.
    func requireSound(_ id: KeyID, since instant: Instant? = nil) throws {
        guard let compromisedAt = entries[id]?.compromisedAt else { return }
        guard let instant else {
            throw CheckFailure(
                "key \(id) was in others' hands from \(compromisedAt) on; what it signed holds only where the log had it before"
            )
        }
        guard instant < compromisedAt else {
            throw CheckFailure(
                "key \(id) was in others' hands from \(compromisedAt) on, and the log has this only since \(instant)"
            )
        }
    }

    /// The key of that id, if it was in use at that instant.
    func key(_ id: KeyID, at instant: Instant?) throws -> Ed25519.PublicKey {
        guard let entry = entries[id] else { throw CheckFailure("key \(id) is not known") }
        if let instant, let validFrom = entry.validFrom, instant < validFrom {
            throw CheckFailure("key \(id) was not in use before \(validFrom)")
        }
        if let instant, let retiredAt = entry.retiredAt, instant > retiredAt {
            throw CheckFailure("key \(id) was retired at \(retiredAt)")
        }
        return entry.key
    }
}
