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

    @Test func `with a report from before it shows both, and an empty table is no fault`() throws {
        let before = try report((0..<12).map { ["\($0)", "x"] })
        let after = try report((0..<12).map { _ in ["*", "x"] })
        let page = after.html(before: before)
        #expect(page.contains("class=\"earlier\"") && page.contains(", before 12"))
        #expect(try report([]).html().contains("undefined"))
    }
}
