// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store

/// Whether the keys in a folder, the newest checkpoint beside them and a database belong together.
package struct SigningState {
    private let db: Connection
    private let folder: String

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection, keysDirectory folder: String) {
        self.db = db
        self.folder = folder
    }

    /// The keys, which may sign for this database.
    ///
    /// - Throws: ``SigningRefused`` when they are others than signed for it last, or when the log was signed
    ///   further than the database knows; `KeyRingError` for keys that cannot be used.
    package func keys() throws -> KeyRing {
        let ring = try ring()
        let high = HighCheckpoint(in: folder)
        guard let signed = try high.read() else { return ring }
        try require(signed, from: high.path, under: ring)
        return ring
    }

    /// Throws unless the log goes on from a state that these keys have signed, or has said that it does not.
    ///
    /// - Parameter source: where that state is known from, for the message.
    package func require(_ signed: SignedCheckpoint, from source: String) throws {
        try require(signed, from: source, under: try ring())
    }

    private func require(_ signed: SignedCheckpoint, from source: String, under ring: KeyRing) throws {
        guard signed.isSigned(by: ring.list.content.publicKeys) else {
            throw SigningRefused.strangers(folder: folder, signed: source)
        }
        try LogStanding(db).require(toInclude: signed.checkpoint, from: source)
    }

    /// The same as ``keys()``, and makes the first key where nothing was ever signed; the folder's current
    /// key is the database's from then on.
    ///
    /// For the platform's own role.
    package func begin() throws -> KeyRing {
        let signers = SignerStore(db)
        try signers.lock()
        let certificate = try signers.newestCertificate()
        let signer = try signers.current()
        if try !KeyRing.exists(in: folder), signer == nil, try LogStanding(db).head == nil {
            guard certificate == nil else { throw SigningRefused.noKeys(folder: folder, signer: nil) }
            _ = try KeyRing.create(in: folder, at: try PlatformClock(db).now())
        }
        let ring = try keys()
        if signer == nil, let certificate { try require(ring, toHaveSigned: certificate) }
        if signer != ring.keyID.description { try signers.add(ring.keyID.description) }
        return ring
    }

    /// The keys, whatever the log is; they are those that signed for this database last, or followed them.
    func ring() throws -> KeyRing {
        let signer = try SignerStore(db).current()
        guard try KeyRing.exists(in: folder) else {
            guard try signer != nil || LogStanding(db).head != nil else {
                throw KeyRingError.missing(directory: folder)
            }
            throw SigningRefused.noKeys(folder: folder, signer: signer)
        }
        let ring = try KeyRing(opening: folder)
        if let signer {
            guard KeyID(signer).flatMap({ ring.list.content[$0] }) != nil else {
                throw SigningRefused.otherKeys(folder: folder, has: ring.keyID, signer: signer)
            }
        } else if let head = try LogStanding(db).head, !head.isSigned(by: ring.list.content.publicKeys) {
            // A database from before it knew its signers.
            throw SigningRefused.strangers(
                folder: folder,
                signed: "this database's log of \(head.checkpoint.size) entries"
            )
        }
        return ring
    }

    private func require(_ ring: KeyRing, toHaveSigned certificate: [UInt8]) throws {
        let signed = try Signed<Certificate>(parsing: certificate)
        guard ring.list.content.publicKeys.contains(where: { signed.isValid(under: $0) }) else {
            throw SigningRefused.strangers(
                folder: folder,
                signed: "this database's newest certificate, of \(signed.content.pid)"
            )
        }
    }
}

extension Connection {
    /// The keys in a folder, which may sign for this database; see ``SigningState/keys()``.
    package func signingKeys(in folder: String) throws -> KeyRing {
        try SigningState(self, keysDirectory: folder).keys()
    }
}
