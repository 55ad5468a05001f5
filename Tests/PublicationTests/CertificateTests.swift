// SPDX-License-Identifier: Apache-2.0
import Domain
import OpenSSL
import Publication
import Testing

struct CertificateTests {
    private let folder: TemporaryFolder
    private let samples: Samples
    private let keys: TrustedKeys
    private let document: Document
    private let certificate: Signed<Certificate>

    init() throws {
        folder = try TemporaryFolder()
        samples = Samples(ring: try KeyRing.create(in: folder["keys"], at: Samples.start))
        keys = try samples.ring.trusted
        document = try Samples.document(1)
        certificate = try samples.certificate(for: document)
    }

    @Test func `a certificate verifies with the key list and with the bare key`() throws {
        let bytes = try document.canonical()
        let byList = verifyCertificate(
            file: certificate.bytes,
            keys: try TrustedKeys(file: samples.ring.list.bytes),
            document: bytes
        )
        #expect(byList.isValid)
        #expect(byList.checks.map(\.name) == ["format", "signature", "document", "revocation"])
        #expect(byList["document"] == .passed)
        #expect(byList["revocation"] == .skipped)
        let byKey = verifyCertificate(
            file: certificate.bytes,
            keys: try TrustedKeys(file: samples.ring.publicKey.pem())
        )
        #expect(byKey.isValid)
        #expect(byKey["document"] == .skipped)
    }

    @Test func `the file reads back as itself`() throws {
        #expect(try Signed<Certificate>(parsing: certificate.bytes) == certificate)
        #expect(
            String(decoding: certificate.bytes, as: UTF8.self).hasPrefix(#"{"certificate":{"clearances":"#)
        )
    }

    @Test func `a flipped bit anywhere fails`() throws {
        let bytes = certificate.bytes
        for position in bytes.indices {
            for bit: UInt8 in [0x01, 0x02, 0x20, 0x80] {
                var changed = bytes
                changed[position] ^= bit
                if verifyCertificate(file: changed, keys: keys).isValid {
                    Issue.record("byte \(position) may change by \(bit)")
                }
            }
        }
        #expect(!verifyCertificate(file: bytes.dropLast(), keys: keys).isValid)
        #expect(!verifyCertificate(file: bytes + [0x0A], keys: keys).isValid)
        #expect(!verifyCertificate(file: [], keys: keys).isValid)
    }

    @Test func `another document, key or time fails`() throws {
        let other = try Samples.document(1, title: "Another title").canonical()
        #expect(
            verifyCertificate(file: certificate.bytes, keys: keys, document: other)["document"] == .failed
        )
        let stranger = TrustedKeys(key: try Ed25519.PrivateKey.generate().publicKey)
        #expect(verifyCertificate(file: certificate.bytes, keys: stranger)["signature"] == .failed)
    }

    @Test func `nothing is signed or valid before its key is in use`() throws {
        let early = Samples.start.advanced(bySeconds: -1)
        #expect(throws: KeyRingError.tooEarly(validFrom: Samples.start)) {
            try samples.certificate(for: document, at: early)
        }
        let key = try Ed25519.PrivateKey(pem: read("\(folder["keys"])/\(samples.ring.keyID).pem"))
        var content = certificate.content
        content.issuedAt = early
        let result = verifyCertificate(file: try Signed(content, signingWith: key).bytes, keys: keys)
        #expect(result.firstFailure?.detail.contains("not in use before") == true)
    }

    @Test func `a revocation is honoured`() throws {
        let revocation = try samples.revocation(of: certificate)
        let result = verifyCertificate(file: certificate.bytes, keys: keys, revocations: [revocation.bytes])
        #expect(!result.isValid)
        #expect(result.firstFailure?.name == "revocation")
        #expect(result.firstFailure?.detail.contains("revoked at 2026-11-25T02:00:00Z, reason error") == true)
    }

    @Test func `the revocation of another certificate changes nothing`() throws {
        let other = try samples.revocation(of: samples.certificate(for: Samples.document(2)))
        let result = verifyCertificate(file: certificate.bytes, keys: keys, revocations: [other.bytes])
        #expect(result.isValid)
        #expect(result["revocation"] == .passed)
    }

    @Test func `a revocation that nobody signed fails as such`() throws {
        var bytes = try samples.revocation(of: samples.certificate(for: Samples.document(2))).bytes
        let position = try #require(bytes.firstIndex(of: UInt8(ascii: "w")))
        bytes[position] = UInt8(ascii: "v")
        #expect(
            verifyCertificate(file: certificate.bytes, keys: keys, revocations: [bytes])["revocation"]
                == .failed
        )
    }

    @Test func `one kind of document does not pass for another`() throws {
        let revocation = try samples.revocation(of: certificate)
        #expect(throws: FormatError.self) { try Signed<Certificate>(parsing: revocation.bytes) }
        #expect(throws: FormatError.self) { try Signed<Revocation>(parsing: samples.ring.list.bytes) }
    }

    @Test func `a ring signs only what names its key`() throws {
        let other = try KeyRing.create(in: folder["others"], at: Samples.start)
        #expect(throws: KeyRingError.wrongKey) { try other.sign(certificate.content) }
    }
}
