// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Foundation
import OpenSSL
import Publication
import Testing

struct KeyRingTests {
    private let folder: TemporaryFolder
    private let directory: String
    private let first: KeyRing

    init() throws {
        folder = try TemporaryFolder()
        directory = folder["keys"]
        first = try KeyRing.create(in: directory, at: Samples.start)
    }

    @Test func `a new ring is one key that only its owner reads`() throws {
        #expect(first.list.content.keys.count == 1)
        #expect(first.list.isValid(under: first.publicKey))
        #expect(try names(in: directory) == [".lock", "\(first.keyID).pem", "keys.json"])
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/\(first.keyID).pem")
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(try KeyRing(opening: directory).list == first.list)
        let hash = SHA256.digest(of: first.publicKey.rawBytes)
        #expect(first.keyID.description == Digest(bytes: hash).map { String($0.hex.prefix(16)) })
    }

    @Test func `a folder gets its first key once`() throws {
        #expect(throws: KeyRingError.exists(directory: directory)) {
            try KeyRing.create(in: directory, at: Samples.start)
        }
        let empty = folder["empty"]
        #expect(throws: KeyRingError.missing(directory: empty)) { try KeyRing(opening: empty) }
        #expect(throws: KeyRingError.missing(directory: empty)) {
            try KeyRing.rotate(in: empty, at: Samples.start)
        }
    }

    @Test func `after a rotation old signatures stay valid and new ones follow from the old key`() throws {
        let old = Samples(ring: first)
        let certificate = try old.certificate(for: Samples.document(1))
        let later = Samples.start.advanced(byDays: 100)
        let second = try KeyRing.rotate(in: directory, at: later, overlapSeconds: 60)
        let third = try KeyRing.rotate(in: directory, at: later.advanced(byDays: 1), overlapSeconds: 60)
        let keys = try TrustedKeys(file: third.list.bytes, pin: first.publicKey)
        #expect(third.list.content.keys.map(\.id) == [first.keyID, second.keyID, third.keyID])
        #expect(third.list.content.keys.map { $0.endorsement?.keyID } == [nil, first.keyID, second.keyID])
        #expect(verifyCertificate(file: certificate.bytes, keys: keys).isValid)
        let within = try old.certificate(for: Samples.document(1), at: later.advanced(bySeconds: 60))
        #expect(verifyCertificate(file: within.bytes, keys: keys).isValid)
        let after = try old.certificate(for: Samples.document(1), at: later.advanced(bySeconds: 61))
        #expect(
            verifyCertificate(file: after.bytes, keys: keys).firstFailure?.detail.contains("retired") == true
        )
        let new = try Samples(ring: third).certificate(
            for: Samples.document(1),
            at: later.advanced(byDays: 2)
        )
        #expect(verifyCertificate(file: new.bytes, keys: keys).isValid)
        #expect(try KeyRing(opening: directory).list == third.list)
    }

    @Test func `a key list with any byte changed is refused`() throws {
        let bytes = try KeyRing.rotate(in: directory, at: Samples.start.advanced(byDays: 1)).list.bytes
        for position in bytes.indices {
            for bit: UInt8 in [0x01, 0x80] {
                var changed = bytes
                changed[position] ^= bit
                if (try? TrustedKeys(file: changed)) != nil {
                    Issue.record("byte \(position) may change by \(bit)")
                }
            }
        }
    }

    @Test func `a trusted key that is not in the list is refused`() throws {
        let stranger = try Ed25519.PrivateKey.generate().publicKey
        #expect(throws: (any Error).self) { try TrustedKeys(file: first.list.bytes, pin: stranger) }
        #expect(throws: (any Error).self) { try TrustedKeys(file: first.publicKey.pem(), pin: stranger) }
    }

    @Test(arguments: [0o640, 0o604, 0o660])
    func `a key that others can read is refused`(mode: Int) throws {
        let path = "\(directory)/\(first.keyID).pem"
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(throws: KeyRingError.exposed(path: path, mode: UInt32(mode))) {
            try KeyRing(opening: directory)
        }
    }

    @Test func `a folder that others can write is refused`() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: directory)
        #expect(throws: KeyRingError.exposed(path: directory, mode: 0o777)) {
            try KeyRing(opening: directory)
        }
    }

    @Test func `a key behind a link, missing, or another one is refused`() throws {
        let path = "\(directory)/\(first.keyID).pem"
        let other = try Ed25519.PrivateKey.generate().pem()
        let pem = try read(path)
        try write(other, to: path)
        #expect(throws: KeyRingError.self) { try KeyRing(opening: directory) }
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: FileError.self) { try KeyRing(opening: directory) }
        try write(pem, to: folder["elsewhere.pem"])
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder["elsewhere.pem"])
        #expect(throws: FileError.self) { try KeyRing(opening: directory) }
    }

    @Test func `what a killed rotation left does not stop the next one`() throws {
        try write(Array("half".utf8), to: "\(directory)/keys.json.new")
        let second = try KeyRing.rotate(in: directory, at: Samples.start.advanced(byDays: 1))
        #expect(try KeyRing(opening: directory).keyID == second.keyID)
        #expect(!(try names(in: directory)).contains("keys.json.new"))
    }
}
