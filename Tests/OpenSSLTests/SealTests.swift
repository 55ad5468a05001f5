// SPDX-License-Identifier: Apache-2.0
import OpenSSL
import Testing

/// AES-256-GCM and scrypt, against their own vectors.
@Suite struct SealTests {
    /// NIST's test case 14 of the mode (McGrew and Viega), and case 16 with what is bound.
    @Test func `known answers of AES-256-GCM`() throws {
        let zeros = [UInt8](repeating: 0, count: 32)
        let sealed = try AES256GCM.seal(
            [UInt8](repeating: 0, count: 16),
            key: zeros,
            nonce: [UInt8](repeating: 0, count: 12),
            binding: []
        )
        #expect(hexadecimal(sealed) == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
    }

    @Test func `what was changed, bound to another name or cut does not open`() throws {
        let key = try randomBytes(32)
        let nonce = try randomBytes(12)
        let bytes = try randomBytes(1000)
        let sealed = try AES256GCM.seal(bytes, key: key, nonce: nonce, binding: [1])
        #expect(try AES256GCM.open(sealed[...], key: key, nonce: nonce, binding: [1]) == bytes)
        #expect(try AES256GCM.open(sealed[...], key: key, nonce: nonce, binding: [2]) == nil)
        #expect(try AES256GCM.open(sealed.dropLast(), key: key, nonce: nonce, binding: [1]) == nil)
        #expect(try AES256GCM.open(sealed.prefix(15), key: key, nonce: nonce, binding: [1]) == nil)
        for index in stride(from: 0, to: sealed.count, by: 97) {
            var other = sealed
            other[index] ^= 1
            #expect(try AES256GCM.open(other[...], key: key, nonce: nonce, binding: [1]) == nil)
        }
    }

    /// RFC 7914, section 12, shortened to 32 bytes.
    @Test func `a known answer of scrypt`() throws {
        let key = try Scrypt.key(
            of: Array("pleaseletmein".utf8),
            salt: Array("SodiumChloride".utf8),
            cost: 16_384
        )
        #expect(hexadecimal(key) == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2")
    }
}
