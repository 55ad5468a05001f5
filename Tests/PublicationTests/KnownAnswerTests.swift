// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import OpenSSL
import Publication
import Testing

/// What PyPI's rfc8785 and cryptography make of the samples (`conformance/known_answers.py`), byte for byte.
struct KnownAnswerTests {
    private let key: Ed25519.PrivateKey
    private let keyID: KeyID

    init() throws {
        key = try Ed25519.PrivateKey(seed: Array(0..<32))
        keyID = KeyID(of: key.publicKey)
    }

    private static func answer(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "KnownAnswers")
        return Array(try Data(contentsOf: folder.appending(path: name)))
    }

    @Test func `a document is canonical as RFC 8785 says`() throws {
        #expect(try Samples.document(1).canonical() == Self.answer("document.json"))
    }

    @Test func `a certificate and its revocation are signed as RFC 8032 says`() throws {
        let content = try Samples.content(for: Samples.document(1), by: keyID)
        let certificate = try Signed(content, signingWith: key)
        #expect(try certificate.bytes == Self.answer("certificate.json"))
        var committed = content
        committed.problem = Digest(hashing: Array("opening".utf8))
        #expect(try Signed(committed, signingWith: key).bytes == Self.answer("certificate-2.json"))
        let revocation = try Signed(Samples.content(of: certificate, by: keyID), signingWith: key)
        #expect(try revocation.bytes == Self.answer("revocation.json"))
        var content2 = revocation.content
        content2.reason.text = nil
        #expect(try Signed(content2, signingWith: key).bytes == Self.answer("revocation-2.json"))
    }

    @Test func `what others signed verifies, and is revoked, here`() throws {
        let file = try Self.answer("certificate.json")
        let keys = TrustedKeys(key: key.publicKey)
        let document = try Self.answer("document.json")
        #expect(verifyCertificate(file: file, keys: keys, document: document).isValid)
        // A document that names the problem is not one of which the certificate conceals it.
        let committed = try Self.answer("certificate-2.json")
        #expect(verifyCertificate(file: committed, keys: keys).isValid)
        #expect(verifyCertificate(file: committed, keys: keys, document: document)["document"] == .failed)
        for name in ["revocation.json", "revocation-2.json"] {
            let revoked = verifyCertificate(file: file, keys: keys, revocations: [try Self.answer(name)])
            #expect(revoked.firstFailure?.name == "revocation", "\(name)")
        }
    }
}
