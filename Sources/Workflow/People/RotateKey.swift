// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Publication
import Store

extension Connection {
    /// Makes a new signing key in a folder, endorsed by the present one and in use from now on, by the
    /// platform's clock; the keys that there are then.
    ///
    /// Where `compromisedAt` is given, others have had the present key since, and it retires at once.
    ///
    /// - Throws: `KeyRingError` when the folder has no keys that can be used, ``SigningRefused`` when they
    ///   are not this database's.
    package func rotateKey(in folder: String, compromisedAt: Instant? = nil) throws -> KeyRing {
        let state = SigningState(self, keysDirectory: folder)
        let old = try state.begin()
        let now = try PlatformClock(self).now()
        if let compromisedAt {
            let validFrom = old.list.content.current.validFrom
            guard compromisedAt >= validFrom else { throw KeyRingError.tooEarly(validFrom: validFrom) }
        }
        let ring = try KeyRing.rotate(in: folder, at: now, compromisedAt: compromisedAt)
        try SignerStore(self).add(ring.keyID.description)
        try record(.keyRotated, ring.keyID.description, said(of: old.keyID, compromisedAt))
        return ring
    }

    /// Says of a key that is retired that others have had it since an instant.
    ///
    /// - Throws: as ``rotateKey(in:compromisedAt:)`` does, and `KeyRingError.notRetired`.
    package func markCompromised(_ key: KeyID, at instant: Instant, in folder: String) throws -> KeyRing {
        _ = try SigningState(self, keysDirectory: folder).begin()
        let ring = try KeyRing.markCompromised(key, at: instant, in: folder)
        try record(.keyRotated, ring.keyID.description, said(of: key, instant))
        return ring
    }

    private func said(of key: KeyID, _ compromisedAt: Instant?) -> JSON {
        guard let compromisedAt else { return [:] }
        return [
            "compromised": .string(key.description), "compromised_at": .string(compromisedAt.description),
        ]
    }
}
