// SPDX-License-Identifier: Apache-2.0
import OpenSSL
import Testing

struct DigestTests {
    /// Vectors of FIPS 180-2.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `SHA-256 has the known values, whole and in pieces`(text: String, hex: String) {
        #expect(hexadecimal(SHA256.digest(of: text.utf8)) == hex)
        let stream = SHA256()
        for byte in text.utf8 { stream.update([byte]) }
        #expect(hexadecimal(stream.finish()) == hex)
        stream.update(text.utf8)
        #expect(hexadecimal(stream.finish()) == hex)
    }

    /// Test cases 1 and 2 of RFC 4231, and the empty key.
    @Test func `HMAC has the known values`() {
        let first = HMACSHA256.code(for: "Hi There".utf8, key: [UInt8](repeating: 0x0B, count: 20))
        #expect(hexadecimal(first) == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        let second = HMACSHA256.code(for: "what do ya want for nothing?".utf8, key: "Jefe".utf8)
        #expect(hexadecimal(second) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let empty = HMACSHA256.code(for: [], key: [])
        #expect(hexadecimal(empty) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test func `CRC-32 has the known check value`() {
        #expect(CRC32.checksum(of: "123456789".utf8) == 0xCBF4_3926)
        #expect(CRC32.checksum(of: [UInt8]()) == 0)
    }

    @Test func `random bytes have the length asked for and differ`() throws {
        #expect(try randomBytes(0) == [])
        #expect(try randomBytes(32).count == 32)
        #expect(try randomBytes(32) != randomBytes(32))
    }

    @Test func `comparison looks at length and every byte`() {
        #expect(constantTimeEqual([1, 2, 3], [1, 2, 3]))
        #expect(constantTimeEqual([UInt8](), [UInt8]()))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2, 4]))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2]))
    }

    @Test func `base64url round-trips and has one spelling for each value`() {
        for count in 0..<40 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 91 &+ count) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
        for wrong in ["A", "AAAAA", "-_9", "AA==", "+/8", "A A", "AB"] {
            #expect(Base64URL.decode(wrong) == nil)
        }
    }
}

func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
