// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Testing

@testable import Publication

/// What the formats are made of; `make conformance` reads whole ones with other programs.
struct FormatPartsTests {
    @Test(arguments: [
        ("Ada Lovelace", "Lovelace", "Ada"), ("Plato", "Plato", nil),
        ("Rhea van den Berg", "Berg", "Rhea van den"),
        ("van den Berg, Rhea", "van den Berg", "Rhea"), (", Rhea", "Rhea", nil), ("Berg,", "Berg", nil),
        ("  Ada   Lovelace ", "Lovelace", "Ada"), ("李 明", "明", "李"),
    ]) func `a name has two parts`(text: String, family: String, given: String?) {
        let name = PersonName(text)
        #expect(name.family == family)
        #expect(name.given == given)
    }

    @Test func `what XML would read otherwise is escaped, and what it cannot have is replaced`() {
        let nasty = "<a b=\"c\" & 'd'>\u{0}\u{8}\t\n\r]]>\u{FFFE}é🍵"
        let node = XMLNode.node("x", ["y": nasty, "z": nil], [.text(nasty)])
        let escaped =
            "&lt;a b=&quot;c&quot; &amp; &#39;d&#39;&gt;\u{FFFD}\u{FFFD}&#9;&#10;&#13;]]&gt;\u{FFFD}é🍵"
        #expect(
            String(decoding: node.document, as: UTF8.self)
                == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<x y=\"\(escaped)\">\(escaped)</x>\n"
        )
    }

    @Test func `every format is the same for the same document, and says its DOI or page`() throws {
        let document = try Samples.document(3)
        let site = Site(url: "https://findings.example")
        for format in PublicationFormat.allCases {
            let bytes = format.bytes(document, at: site)
            #expect(bytes == format.bytes(document, at: site))
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains("10.5072/\(document.pid)"), "\(format)")
            #expect(!text.contains("Optional("), "\(format)")
        }
    }

    @Test(arguments: [
        ("https://findings.example", "findings.example"),
        ("http://findings.example:8080", "findings.example"),
        ("http://127.0.0.1:8080", "teahouse.localdomain"), ("http://localhost:1", "teahouse.localdomain"),
        ("https://a.example/sub", "a.example"),
    ]) func `a site has a domain for identifiers`(url: String, domain: String) {
        #expect(Site(url: url).domain == domain)
    }

    @Test func `a bundle of entries is read as it was written, and nothing else is one`() {
        let entries: [[UInt8]] = [[], [1], Array(repeating: 7, count: 300)]
        let bundle = LogEntry.bundle(entries)
        #expect(LogEntry.entries(ofBundle: bundle) == entries)
        #expect(LogEntry.entries(ofBundle: []) == [])
        for length in 1..<bundle.count where LogEntry.entries(ofBundle: Array(bundle[..<length])) != nil {
            #expect([2, 5].contains(length), "only whole entries")
        }
    }
}
