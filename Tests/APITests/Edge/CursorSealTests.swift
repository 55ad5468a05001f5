// SPDX-License-Identifier: Apache-2.0
import OpenSSL
import Testing

@testable import API

struct CursorSealTests {
    private let seal = CursorSeal(secret: Array(0..<32))

    @Test func `a cursor opens for its own list and nothing else`() {
        let cursor = seal.seal("fi-0123456789", of: "/v1/findings?kind=method")
        #expect(seal.open(cursor, of: "/v1/findings?kind=method") == "fi-0123456789")
        #expect(seal.open(cursor, of: "/v1/findings?kind=data") == nil)
        #expect(CursorSeal(secret: Array(1...32)).open(cursor, of: "/v1/findings?kind=method") == nil)
    }

    @Test func `a cursor with any bit changed opens nothing`() throws {
        let bytes = try #require(Base64URL.decode(seal.seal("key", of: "list")))
        for bit in 0..<(bytes.count * 8) {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(seal.open(Base64URL.encode(changed), of: "list") == nil)
        }
        for text in ["", "AAAA", "not base64!", String(repeating: "A", count: 2000)] {
            #expect(seal.open(text, of: "list") == nil)
        }
    }
}
