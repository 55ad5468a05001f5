// SPDX-License-Identifier: Apache-2.0
import Foundation
import FoundationXML
import Testing

@testable import Anonymity

/// The report as a page.
struct HTMLReportTests {
    private func report(_ rows: [[String]]) throws -> AnonymityReport {
        try measure(
            source: csv(["q<b>&\"", "s"], rows),
            digest: "sha256:00",
            roles: ["q<b>&\"": .quasi, "s": .sensitive]
        )
    }

    @Test func `it is well-formed, needs nothing else, and lets no name become markup`() throws {
        let rows = (0..<40).map { ["\($0 % 7)", "\($0 % 3)"] } + [["lone", "1"]]
        let page = try report(rows).html()
        // XML is the stricter reader; the doctype and the void elements are all that HTML writes otherwise.
        let body = page.replacing(/<!DOCTYPE html>/, with: "").replacing(/<meta ([^>]*)>/) {
            "<meta \($0.output.1)/>"
        }
        let parser = XMLParser(data: Data(body.utf8))
        #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "") at line \(parser.lineNumber)")
        #expect(!page.contains("<b>") && page.contains("q&lt;b&gt;&amp;&quot;"))
        for reference in ["http://", "https://", "src=", "href=", "url(", "<script"] {
            #expect(
                !page.replacing("http://www.w3.org/2000/svg", with: "").contains(reference),
                "\(reference)"
            )
        }
        #expect(page.components(separatedBy: "<svg").count == 3)
        #expect(page.contains("failed"))
    }

    /// How often each element and each attribute stands in a page.
    private final class Marks: NSObject, XMLParserDelegate {
        var counts: [String: Int] = [:]

        func parser(
            _ parser: XMLParser,
            didStartElement element: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            for name in [element] + attributes.keys { counts[name, default: 0] += 1 }
        }
    }

    private func marks(_ name: String) throws -> [String: Int] {
        let page = try measure(
            source: csv(
                [name, "s", name + " 2"],
                (0..<40).map { ["\($0 % 4)", "\($0 % 3)", "SN-\(70_000 + $0 * 37)"] }
            ),
            digest: "sha256:00",
            roles: [name: .quasi, "s": .sensitive, name + " 2": .other],
            options: MeasureOptions(quasiSets: [[name]], acknowledged: [name + " 2": name])
        ).html()
        let body = page.replacing(/<!DOCTYPE html>/, with: "").replacing(/<meta ([^>]*)>/) {
            "<meta \($0.output.1)/>"
        }
        let marks = Marks()
        let parser = XMLParser(data: Data(body.utf8))
        parser.delegate = marks
        #expect(parser.parse(), "\(name): line \(parser.lineNumber)")
        return marks.counts
    }

    /// Row 37 of the report from the field, and what else names are made of.
    @Test(arguments: [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
        "</title></table><svg onload='alert(1)'>",
        "]]><!-- &#60;b&#62; -->", "' style='x", "&lt;b onclick=1&gt;",
    ])
    func `a page with a hostile name has the elements of one with a plain name`(_ name: String) throws {
        #expect(try marks(name) == marks("load"))
    }

    @Test func `with a report from before it shows both, and an empty table is no fault`() throws {
        let before = try report((0..<12).map { ["\($0)", "x"] })
        let after = try report((0..<12).map { _ in ["*", "x"] })
        let page = after.html(before: before)
        #expect(page.contains("class=\"earlier\"") && page.contains(", before 12"))
        #expect(try report([]).html().contains("undefined"))
    }
}
