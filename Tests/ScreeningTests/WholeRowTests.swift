// SPDX-License-Identifier: Apache-2.0
import Screening
import Testing

/// Records that are whole rows of a release are named by their lines, whatever parts their cells.
@Suite struct WholeRowTests {
    private static let release =
        "site,machine,fault,hours\n"
        + (0..<1_000).map { "Site \($0 % 7),press \($0),\"fault, \($0 % 5)\",\($0 * 3)\n" }.joined()

    private func copies(_ text: String, _ name: String = "x.md") throws -> [String] {
        try ScreeningPass(releases: [CopyTests.release(Self.release)]).run([
            CopyTests.text(Array(text.utf8), name)
        ])[0].items.filter { $0.rule == "copied_row" }.map { "\($0.line ?? 0) \($0.detail)" }
    }

    private func same(_ line: Int, _ row: Int) -> String { "\(line) the same as line \(row) of log.csv" }

    @Test func `rows of a table, whatever the quoting and spacing`() throws {
        let table =
            "site,machine,fault,hours\nSite 3,\"press 10\",\"fault, 0\",30\nSite 1 , press 15 ,\"fault, 0\",46\n"
            + " Site 6 ,press 20,\"fault, 0\",60\n"
        #expect(try copies(table, "x.csv") == [same(2, 12), same(4, 22)])
    }

    @Test func `rows inside a text`() throws {
        let text = """
            As the register shows, press 10 fails, and often so.

            | site | machine | fault | hours |
            |---|---|---|---|
            | Site 3 | press 10 | fault, 0 | 30 |
            Site 4;press 11;fault, 1;33
            Site 5\tpress 12\t`fault, 2`\t36
            Site 6,press 13,"fault, 3",39
            Site 0 | press 14 | fault, 4 | 42
            Site 1 | press 15 | fault, 0 | 46
            """
        // Rows one behind the other are told as a sequence beside.
        let found = try copies(text)
        let rows = [same(5, 12), same(6, 13), same(7, 14), same(8, 15), same(9, 16)]
        #expect(found.filter { $0.contains("the same as") } == rows, "\(found)")
    }

    @Test func `short and empty rows are none`() throws {
        #expect(try copies("1,0,1,0\n,,,\nlong first cell,second long cell\n") == [])
    }

    @Test func `below a caption, in a file that is said to be a table`() throws {
        #expect(
            try copies("A caption, with a comma\nSite 3,press 10,\"fault, 0\",30\n", "x.csv") == [same(2, 12)]
        )
    }

    @Test func `a release of one row, and lines within a text of another structure`() throws {
        let one = CopyTests.release("site,machine,hours\nSite 3,press 10,30\n")
        for text in ["Site 3,press 10,30\n", "<table></table>\n<!--\nSite 3,press 10,30\n-->\n"] {
            let items = try ScreeningPass(releases: [one]).run([CopyTests.text(Array(text.utf8), "x.md")])[0]
            #expect(items.items.contains { $0.rule == "copied_row" }, "\(text)")
        }
    }
}
