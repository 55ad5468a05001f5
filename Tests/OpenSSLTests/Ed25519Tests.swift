// SPDX-License-Identifier: Apache-2.0
import OpenSSL
import Testing

struct Ed25519Tests {
    /// Test 3 of RFC 8032, section 7.1.
    @Test func `signatures have the known value`() throws {
        let seed = try bytes("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
        let key = try Ed25519.PrivateKey(seed: seed)
        let expected =
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        #expect(
            hexadecimal(key.publicKey.rawBytes)
                == "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
        )
        #expect(hexadecimal(try key.signature(for: [0xAF, 0x82])) == expected)
    }

    @Test func `a signature is valid for its key and message only`() throws {
        let key = try Ed25519.PrivateKey.generate()
        let message = Array("openly publishable".utf8)
        let signature = try key.signature(for: message)
        #expect(key.publicKey.isValid(signature, for: message))
        #expect(!key.publicKey.isValid(signature, for: message.dropLast()))
        #expect(!key.publicKey.isValid(Array(signature.dropLast()), for: message))
        #expect(!key.publicKey.isValid([], for: message))
        #expect(!(try Ed25519.PrivateKey.generate().publicKey.isValid(signature, for: message)))
        for position in signature.indices {
            var changed = signature
            changed[position] ^= 1
            #expect(!key.publicKey.isValid(changed, for: message))
        }
    }

    @Test func `keys survive PEM`() throws {
        let key = try Ed25519.PrivateKey.generate()
        let pem = try key.pem()
        #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        let again = try Ed25519.PrivateKey(pem: pem)
        #expect(again.publicKey.rawBytes == key.publicKey.rawBytes)
        let publicPEM = try key.publicKey.pem()
        #expect(String(decoding: publicPEM, as: UTF8.self).hasPrefix("-----BEGIN PUBLIC KEY-----\n"))
        #expect(try Ed25519.PublicKey(pem: publicPEM).rawBytes == key.publicKey.rawBytes)
    }

    @Test func `what is no Ed25519 key is refused with the reason`() throws {
        let error = #expect(throws: OpenSSLError.self) { try Ed25519.PrivateKey(pem: Array("nonsense".utf8)) }
        #expect(error?.reasons.isEmpty == false)
        #expect(throws: OpenSSLError.self) { try Ed25519.PrivateKey(pem: []) }
        #expect(throws: OpenSSLError.self) { try Ed25519.PublicKey(pem: Array("nonsense".utf8)) }
        #expect(throws: OpenSSLError.self) { try Ed25519.PublicKey(rawBytes: [1, 2, 3]) }
        #expect(throws: OpenSSLError.self) { try Ed25519.PrivateKey(seed: [1]) }
        #expect(throws: OpenSSLError.self) {
            try Ed25519.PrivateKey(pem: Array(Self.ellipticCurveKey.utf8))
        }
    }

    /// A P-256 key made for this test and used nowhere else.
    private static let ellipticCurveKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgphj9rdcG+Qn/9ATA
        pD0B0W7Jwx5JQheaW2dFhMhdKLyhRANCAAQLx8upKn8en3ted2KqtumjoAxwjmzx
        DzkJHDlu0pVLzbTL5DbYvphmiu9Z1IZn16dQ7RL8FWBfPI69B2ati3Xh
        -----END PRIVATE KEY-----

        """

    private func bytes(_ hex: String) throws -> [UInt8] {
        let digits = Array(hex)
        return try stride(from: 0, to: digits.count, by: 2).map {
            try #require(UInt8(String(digits[$0...($0 + 1)]), radix: 16))
        }
    }
}
