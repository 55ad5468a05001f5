// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Testing

@testable import API

/// When a reader is told that nothing changed (RFC 9110, sections 13.1.2 and 13.2.2).
@Suite struct NotModifiedTests {
    private static let fields: HTTPFields = [
        .eTag: "\"abc\"", .contentType: "text/plain", .contentLength: "3", .vary: "Accept",
        .cacheControl: "no-cache", .lastModified: "Tue, 24 Nov 2026 10:00:00 GMT",
    ]

    @Test(arguments: [
        "\"abc\"", "W/\"abc\"", "*", " * ", "\"abc\" ", "\t\"abc\"\t", "\"x\", \"abc\"", "\"x\",\"abc\"",
        "\"x\"\t,\tW/\"abc\"", "\"abc\", \"x\"", ", ,\"abc\",,", "\"\", \"abc\"", "\"a,b\", \"abc\"",
        "\"*\", \"abc\"", "W/\"x\", \"y\", \"abc\"",
    ])
    func `a value that names the tag gets a 304`(_ value: String) {
        #expect(Self.fields.notModified(for: [.ifNoneMatch: value]) != nil)
    }

    @Test(arguments: [
        "\"x\"", "abc", "\"ABC\"", "\"abc", "abc\"", "'abc'", "\"ab\"", "\"abcd\"", "w/\"abc\"", "W/abc",
        "W / \"abc\"", "W/W/\"abc\"", "\"*\"", "**", "*, \"x\"", "\"x\", *", "\"x,abc\"", "\"x, \"abc\"",
        "", " ", ",", "\"\"", "\"x\", abc",
        "\"x\"\"abc\"", "\"x\" \"abc\"", "\"abc\"\"x\"", "\"abc\"W/\"x\"", "\"a b\", \"abc\"",
        "\"\t\", \"abc\"",
        "\"\u{7F}\", \"abc\"", "\"abc\" ,\"x", "\"x\"; \"abc\"",
    ])
    func `a value that does not, or is not well formed, gets everything`(_ value: String) {
        #expect(Self.fields.notModified(for: [.ifNoneMatch: value]) == nil)
    }

    @Test func `without a value or a tag there is no 304, whatever date is given`() {
        let date = "Tue, 24 Nov 2026 10:00:00 GMT"
        #expect(Self.fields.notModified(for: [:]) == nil)
        #expect(Self.fields.notModified(for: [.ifModifiedSince: date, .ifNoneMatch: "\"x\""]) == nil)
        #expect(
            HTTPFields([.contentType: "text/plain"] as HTTPFields).notModified(for: [.ifNoneMatch: "*"])
                == nil
        )
    }

    @Test func `a 304 has what guides a cache, and nothing of the body`() {
        let left = Self.fields.notModified(for: [.ifNoneMatch: "*"])
        var expected = Self.fields
        expected[.contentType] = nil
        expected[.contentLength] = nil
        #expect(left == expected)
    }

    @Test(arguments: [
        ("\"abc\"", true), ("*", true), ("\"x\", \"abc\"", true), ("W/\"abc\"", false), ("\"x\"", false),
        ("abc", false), ("", false), ("W/\"abc\", \"abc\"", true),
    ])
    func `a change asks for a strong tag`(_ value: String, _ holds: Bool) {
        #expect(EntityTags(value).containsStrongly("\"abc\"") == holds)
    }
}
