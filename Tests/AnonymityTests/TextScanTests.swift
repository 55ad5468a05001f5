// SPDX-License-Identifier: Apache-2.0
import Tables
import Testing

@testable import Anonymity

struct TextScanTests {
    private func scan(_ text: String) throws -> [IdentifierInText] {
        try IdentifierScanner.scan(text: MemorySource(text, chunk: 5))
    }

    @Test func `identifiers in prose are found by line`() throws {
        let text = """
            # Finding
            Ask jane.roe@example.org, or call +49 30 1234567.
            The gateway 10.11.12.130 (aa:bb:cc:dd:ee:ff) dropped frames.\r
            | machine | account |
            | M1 | DE89 3704 0044 0532 0130 00 |
            Vehicle 1M8GDM9AXKP042788 was stopped.
            Phone: (030) 1234 5678
            ssh://root:secret@plc-7.example.org/
            """
        let found = try scan(text)
        #expect(found.map(\.line) == [2, 2, 3, 3, 5, 6, 7, 8])
        #expect(
            found.map(\.kind) == [.email, .phone, .ipv4, .mac, .iban, .vin, .phone, .urlWithUser]
        )
        #expect(found.map(\.severity).count { $0 == .listed } == 1)
        #expect(found[0].sample == "j…g")
    }

    @Test func `science and code are left alone`() throws {
        let text = """
            DOI 10.1234/abcd.5678, ISBN 978-3-16-148410-0, ORCID 0000-0002-1825-0097, ISSN 1234-5679
            See section 3.2.1.4 and https://example.org/a/b?c=1@2; version 2.10.3-rc1, std::vector<int> a::b
            k = 11, t = 0.2345, p < 0.0001, 1 234 567 rows, 12:30:45 on 2024-01-15T10:00:00+01:00
            ratio 0.1234 0.5678; range 1000-2000; 5 @ 10.2 bar; @Test func x(); user@ host
            sha256:2830d0f52cb52ae2aa11bb22cc33dd44ee55ff6600112233445566778899aabb
            """
        #expect(try scan(text) == [])
    }

    @Test func `bytes that are no text, and lines without end, are scanned`() throws {
        let junk = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 | 1) }.filter { $0 != 0x0A }
        let source = MemorySource(junk + Array(" jane@example.org\n".utf8) + junk)
        #expect(try IdentifierScanner.scan(text: source).contains { $0.kind == .email && $0.line == 1 })
        let long = String(repeating: "x", count: 3 << 20) + " jane@example.org"
        #expect(try IdentifierScanner.scan(text: MemorySource(long)).map(\.line) == [1])
    }
}
