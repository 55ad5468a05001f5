// SPDX-License-Identifier: Apache-2.0
import Foundation
import Screening
import Testing

/// What is inside a file and not there as it is written reaches whoever compares passages.
@Suite struct InnerTextTests {
    private static let said = "Bearing 6204 fails first in the south."
    private static let packed =
        "H4sIAAAAAAACA3NKTSzKzEtXMDMyMFFIS8zMKVZIyywqLlHIzFMoyUhVKM4vLcnQ4wIAZI17wicAAAA="

    private func texts(_ bytes: some Sequence<UInt8>) throws -> [String] {
        var found: [String] = []
        try Array(bytes).withUnsafeBytes { file in
            try InnerTexts.forEach(in: file) { text, _ in found.append(String(decoding: text, as: UTF8.self))
            }
        }
        return found
    }

    @Test func `what is packed, encoded, or both, is a text`() throws {
        let packed = Data(base64Encoded: Self.packed) ?? Data()
        let percent = Self.said.utf8.map { "%" + String($0, radix: 16) }.joined()
        let utf16 = Self.said.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let forms: [[UInt8]] = [
            Array(packed), Array("See ".utf8) + Array(Self.packed.utf8), Array(percent.utf8), utf16,
            Array("See ".utf8) + Data(Self.said.utf8).base64EncodedData(),
            Array("{\"a\":\"One.\\n\(Self.said)\"}".utf8),
        ]
        for form in forms {
            #expect(try texts(form).contains { $0.contains(Self.said) }, "\(form.prefix(8))")
        }
    }

    @Test(arguments: [
        ("openpyxl.xlsx", "Nord 2026-05-21 3"), ("openpyxl.xlsx", "rita@nordmark.example.org"),
        ("odfpy.ods", "2026-05-22"), ("python-docx.docx", "2026-05-22"), ("reportlab.pdf", "2026-05-22"),
        ("one.tar.xz", "Sued,310"),
    ]) func `so is what stands in a workbook's cells, a document or an archive`(
        _ file: String,
        _ said: String
    )
        throws
    {
        #expect(try texts(ArchiveTests.bytes(of: file)).contains { $0.contains(said) })
    }

    @Test func `what is a text as it stands is not given twice`() throws {
        #expect(try texts(Self.said.utf8) == [])
        #expect(try texts("About 4% of 20% are 100%.".utf8) == [])
    }
}
