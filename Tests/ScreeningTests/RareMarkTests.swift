// SPDX-License-Identifier: Apache-2.0
import Screening
import Testing

/// Marks of a release within texts, however its columns are indexed and the texts are read.
@Suite struct RareMarkTests {
    private func rules(_ text: String, _ release: String, _ name: String = "x.md") throws -> [String] {
        let pass = ScreeningPass(releases: [CopyTests.release(release)])
        return try pass.run([CopyTests.text(Array(text.utf8), name)])[0].items.map {
            "\($0.line ?? 0) \($0.rule)"
        }
    }

    @Test func `a mark in a column of one value, and in a release of one row, is found`() throws {
        #expect(try rules("# On\n\nUnit SN-4711/A.\n", "serial,load\nSN-4711/A,3.5\n") == ["3 rare_token"])
        let same = (0..<4).map { "SN-4711/A,\($0)\n" }.joined()
        #expect(try rules("Unit SN-4711/A.\n", "serial,load\n" + same) == ["1 rare_token"])
        #expect(try rules("Unit SN-4711/A.\n", "serial,load\n" + same + "SN-4711/A,9\n") == [])
    }

    @Test(arguments: [
        "{\"SN-4711/A\": 12.5}\n", "{\"unit\": \"SN-4711\\/A\"}\n", "<p title=\"SN-4711/A\">x</p>\n",
        "<!-- SN-4711/A -->\n<table></table>\n", "unit: 2\nSN-4711/A: 3\nload: 4\n", "SN-4711/A,12\n",
        "the unit SN-4711/A,12 and more\n", "Unit sn\u{2011}4711/a is one.\n", "of type SN-4711/A\n",
    ])
    func `a mark is found whatever the text is read as`(text: String) throws {
        let rows = (0..<40).map { "\($0),SN-9\($0)00/B,of type SN\n" }.joined()
        #expect(
            try rules(text, "n,serial,note\n7,SN-4711/A,one\n" + rows).contains {
                $0.hasSuffix("rare_token")
            },
            "\(text)"
        )
    }

    @Test func `parts of longer marks are none`() throws {
        #expect(try rules("SN-4711/AB, XSN-4711/A and a-SN-4711/A\n", "s,n\nSN-4711/A,1\n") == [])
    }

    @Test func `a mark of a release that nobody named tells of the release once`() throws {
        let release = CopyTests.release("a,b,c\nSN-4711/A,yes indeed,3.5\n", isDeclared: false)
        let text = CopyTests.text(Array("Unit SN-4711/A.\nSN-4711/A,yes indeed,3.5\n".utf8), "x.md")
        let items = try ScreeningPass(releases: [release]).run([text])[0].items
        #expect(items.map(\.rule) == ["undeclared_release"])
    }
}
