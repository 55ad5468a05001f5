// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import OpenSSL

/// All signing keys there ever were, oldest first; the last one is current and signs the list.
///
/// Each key but the first carries an endorsement, its predecessor's signature, so that whoever trusts one
/// key can follow the chain to the current one. A value of this type has an unbroken chain: reading one
/// checks every endorsement.
package struct KeyList: Hashable, Sendable {
    package struct Key: Hashable, Sendable {
        package let id: KeyID
        package let publicKey: [UInt8]
        package let validFrom: Instant
        /// From then on it signs nothing; what it signed before stays valid.
        package var retiredAt: Instant?
        /// From then on it was in others' hands.
        ///
        /// What it signed, whatever date that bears, counts only where the log had it before. A key in use
        /// is none of these.
        package var compromisedAt: Instant?
        package let endorsement: Endorsement?
    }

    /// A predecessor's signature over a new key.
    package struct Endorsement: Hashable, Sendable {
        package let keyID: KeyID
        package let signature: [UInt8]
    }

    package let keys: [Key]
    package let current: Key

    /// `nil` for an empty list.
    init?(keys: [Key]) {
        guard let current = keys.last else { return nil }
        self.keys = keys
        self.current = current
    }

    package subscript(id: KeyID) -> Key? { keys.first { $0.id == id } }

    /// All of them as keys, whatever became of them.
    package var publicKeys: [Ed25519.PublicKey] {
        keys.compactMap { try? Ed25519.PublicKey(rawBytes: $0.publicKey) }
    }
}

extension KeyList {
    /// What a predecessor signs to endorse a key.
    static func endorsedBytes(id: KeyID, publicKey: [UInt8], validFrom: Instant, by predecessor: KeyID)
        -> [UInt8]
    {
        let statement: JSON = [
            "schema": .string(Schema.keyEndorsement), "key_id": .text(id), "algorithm": "Ed25519",
            "public_key": .string(Base64URL.encode(publicKey)), "valid_from": .text(validFrom),
            "predecessor": .text(predecessor),
        ]
        return statement.canonical
    }

    /// What breaks the chain, or `nil` when it is whole.
    private var fault: String? {
        var predecessor: (key: Key, publicKey: Ed25519.PublicKey)?
        for key in keys {
            guard let publicKey = try? Ed25519.PublicKey(rawBytes: key.publicKey),
                KeyID(of: publicKey) == key.id
            else { return "The id of \(key.id) is not its key's." }
            if let predecessor {
                let bytes = Self.endorsedBytes(
                    id: key.id,
                    publicKey: key.publicKey,
                    validFrom: key.validFrom,
                    by: predecessor.key.id
                )
                guard let endorsement = key.endorsement, endorsement.keyID == predecessor.key.id,
                    predecessor.publicKey.isValid(endorsement.signature, for: bytes)
                else { return "\(key.id) is not endorsed by its predecessor." }
                guard key.validFrom >= predecessor.key.validFrom else { return "\(key.id) is out of order." }
            } else if key.endorsement != nil {
                return "The first key has no predecessor."
            }
            guard (key.retiredAt == nil) == (key.id == current.id) else {
                return "All keys but the last are retired."
            }
            if let compromisedAt = key.compromisedAt {
                guard key.id != current.id, compromisedAt >= key.validFrom else {
                    return "\(key.id) cannot have been compromised then."
                }
            }
            predecessor = (key, publicKey)
        }
        return Set(keys.map(\.id)).count == keys.count ? nil : "A key is listed twice."
    }
}

extension KeyList: SignedFormat {
    package static let schema = Schema.keyList
    package static let laterSchemas = [Schema.keyList2]
    package var fittingSchema: String {
        keys.contains { $0.compromisedAt != nil } ? Schema.keyList2 : Schema.keyList
    }
    package static let envelopeMember = "key_list"
    package static let byteLimit = 262_144

    package var keyID: KeyID { current.id }
    package var signedAt: Instant? { nil }
    package var members: KeyValuePairs<String, JSON?> { ["keys": .array(keys.map(\.json))] }

    package static func read(_ reader: inout ObjectReader) -> KeyList? {
        let keys = reader.objects("keys", count: 1...500, read: Key.read)
        guard let list = KeyList(keys: keys) else { return nil }
        if reader.errors.isEmpty, let fault = list.fault { reader.record("keys", "chain", fault) }
        return list
    }
}

extension KeyList.Key {
    fileprivate var json: JSON {
        .object(compacting: [
            "key_id": .text(id),
            "algorithm": "Ed25519",
            "public_key": .string(Base64URL.encode(publicKey)),
            "valid_from": .text(validFrom),
            "retired_at": retiredAt.map(JSON.text),
            "compromised_at": compromisedAt.map(JSON.text),
            "endorsement": endorsement.map {
                ["key_id": .text($0.keyID), "signature": .string(Base64URL.encode($0.signature))]
            },
        ])
    }

    fileprivate static func read(_ reader: inout ObjectReader) -> Self? {
        let id = reader.value("key_id", parse: KeyID.init)
        let algorithm: Void? = reader.value("algorithm", code: FieldError.Code.unknownValue) {
            $0 == "Ed25519" ? () : nil
        }
        let publicKey = reader.value("public_key", parse: Base64URL.decode)
        let validFrom = reader.instant("valid_from")
        let retiredAt = reader.optionalValue("retired_at") { Instant($0) }
        let compromisedAt = reader.optionalValue("compromised_at") { Instant($0) }
        let endorsement = reader.optionalObject("endorsement") { reader -> KeyList.Endorsement? in
            let keyID = reader.value("key_id", parse: KeyID.init)
            let signature = reader.value("signature", parse: Base64URL.decode)
            guard let keyID, let signature else { return nil }
            return KeyList.Endorsement(keyID: keyID, signature: signature)
        }
        guard let id, algorithm != nil, let publicKey, let validFrom else { return nil }
        return Self(
            id: id,
            publicKey: publicKey,
            validFrom: validFrom,
            retiredAt: retiredAt,
            compromisedAt: compromisedAt,
            endorsement: endorsement
        )
    }
}
