// SPDX-License-Identifier: Apache-2.0
import Foundation
import Screening
import Testing

/// What is read in archives and office documents that other programs wrote (`Archives/make.py`).
@Suite struct ArchiveTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Archives"
    )

    private func items(_ bytes: [UInt8], _ name: String) throws -> [ScreenItem] {
        try ScreeningPass(releases: []).run([CopyTests.text(bytes, name)])[0].items
    }

    static func bytes(of file: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: file)))
    }

    private func items(of file: String) throws -> [ScreenItem] { try items(Self.bytes(of: file), file) }

    @Test(arguments: [
        "openpyxl.xlsx", "xlsxwriter.xlsx", "odfpy.ods", "python-docx.docx", "two.zip", "one.tar.xz",
        "one.7z",
    ]) func `small counts are found in tables of office documents and archives`(_ file: String) throws {
        let found = try items(of: file)
        #expect(found.filter { $0.rule == "low_count" }.count == 1, "\(found)")
        #expect(!found.contains { $0.rule == "unread" }, "\(found)")
    }

    @Test func `what no cell shows is looked at as well`() throws {
        #expect(try items(of: "openpyxl.xlsx").contains { $0.rule == "direct_identifier" })
    }

    @Test(arguments: [("locked.zip", "encrypted"), ("bomb.zip", "200 times")])
    func `what cannot be unpacked stands in the way`(_ file: String, _ why: String) throws {
        let found = try items(of: file)
        #expect(found.map(\.rule) == ["unread"])
        #expect(found.first?.severity == .fail && found.first?.detail.contains(why) == true, "\(found)")
    }

    @Test func `the text of a PDF is read, and its pictures are for a person`() throws {
        let found = try items(of: "reportlab.pdf")
        #expect(Set(found.map(\.rule)) == ["low_count", "picture"], "\(found)")
    }

    @Test func `an archive that is cut short anywhere stands in the way`() throws {
        for file in ["openpyxl.xlsx", "one.tar.xz", "one.7z"] {
            let whole = try Self.bytes(of: file)
            for length in stride(from: 20, to: whole.count - 1, by: max(1, whole.count / 20)) {
                let found = try items(Array(whole[..<length]), file)
                #expect(found.contains { $0.severity == .fail }, "\(file), \(length) bytes")
            }
        }
    }

    @Test func `paragraphs are their cell's, also where they have no end`() throws {
        let table =
            "<table><tr><td><p>site</p><td><p>n<tr><td><p>N<td><div><b>3</b></div><tr><td>S<td>310</table>"
        #expect(try items(Array(table.utf8), "x.html").map(\.rule) == ["low_count"])
    }

    @Test func `each text within a file has tables of its own`() throws {
        let csv = "step,loss\n1,0.5\n2,0.4\n"
        let inner = Data("site,n\nNord,3\nSued,310\nWest,412\nOst,250\n".utf8).base64EncodedString()
        #expect(try items(Array((csv + "\n" + inner + "\n").utf8), "x.txt").map(\.rule) == ["low_count"])
    }
}
