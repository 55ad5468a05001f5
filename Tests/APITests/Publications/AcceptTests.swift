// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import API

/// Which of several types a client likes best (RFC 9110, section 12.5.1).
struct AcceptTests {
    private static let offered = [
        "application/json", "text/html", "application/ld+json",
        "application/ld+json; profile=\"https://w3id.org/ro/crate/1.1\"",
    ]

    @Test(arguments: [
        ("*/*", 0), ("", 0), ("text/html", 1), ("TEXT/HTML;level=1, */*;q=0.1", 0),
        ("text/html, application/json;q=0.9", 1), ("application/*", 0), ("text/*, application/json;q=0.2", 1),
        ("application/ld+json", 2),
        ("application/ld+json; profile=\"https://w3id.org/ro/crate/1.1\"", 3),
        ("application/ld+json;q=0.5, text/html;q=0.4, application/json;q=0", 2),
        ("text/html;charset=utf-8", 1), ("application/json;q=0, */*", 1), ("text/html;q=0.8,*/*;q=0.8", 0),
        ("image/png, nonsense, text/html;q=2, application/json;q=0.1", 0),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 1),
    ]) func `the best is found`(header: String, expected: Int) {
        #expect(Accept(header).best(of: Self.offered) == expected)
    }

    @Test(arguments: [
        "image/png", "application/json;q=0", "text/plain, */*;q=0", "application/ld+json;profile=x",
    ])
    func `none is told as none`(header: String) {
        #expect(Accept(header).best(of: Self.offered) == nil)
    }
}
