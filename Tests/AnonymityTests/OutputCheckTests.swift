// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Tables
import Testing

/// Statistics that disclose something about single units, in tables and in Markdown.
@Suite struct OutputCheckTests {
    private func table(_ text: String) throws -> [OutputItem] {
        try OutputCheck.check(table: MemorySource(text)).items
    }

    private func rules(_ text: String) throws -> [String] {
        try table(text).map { "\($0.line) \($0.rule.rawValue) \($0.isFailure ? "fail" : "review")" }
    }

    @Test func `counts below ten and zeros are named by line`() throws {
        #expect(try rules("site,n\nA,10\nB,9\nC,0\nD,250\n") == ["3 low_count fail", "4 zero_count fail"])
        let item = try #require(try table("site,Count\nA,\"1,200\"\nB,3\n").first)
        #expect(item.place == "Count")
        #expect(item.detail.hasPrefix("3,"))
        #expect(try rules("statistic,value\nNo. observations,7\nR squared,0.9\n") == ["2 low_count fail"])
        #expect(try rules("Anzahl (Pumpen),site\n4,A\n") == ["2 low_count fail"])
    }

    @Test func `what numbers rows counts nothing, and what repeats does`() throws {
        #expect(try rules("n,site\n1,A\n2,B\n3,C\n4,D\n") == [])
        #expect(try rules("n,site\n0,A\n1,B\n2,C\n") == [])
        #expect(try rules("n,site\n1,A\n1,B\n2,C\n").count == 3)
        #expect(try rules("n,site\n1,A\n2,B\n").count == 2)
    }

    @Test func `dominance and the p percent rule`() throws {
        let header = "site,total,largest,second largest\n"
        #expect(try rules(header + "A,1000,400,300\n") == [])
        #expect(try rules(header + "A,1000,500,400\n") == ["2 dominance fail"])
        #expect(try rules(header + "A,1000,899,0\n") == [])
        #expect(try rules(header + "A,1000,600,395\n") == ["2 dominance fail", "2 p_percent fail"])
        #expect(try rules(header + "A,-5,3,1\n") == ["2 negative_contribution review"])
        #expect(try rules(header + "A,0,0,0\n") == [])
    }

    @Test func `few degrees of freedom, and extremes once a column`() throws {
        #expect(try rules("term,df,f\nload,9,3.1\ntime,10,2.2\n") == ["2 degrees_of_freedom fail"])
        #expect(try rules("statistic,value\nDf Residuals,4\n") == ["2 degrees_of_freedom fail"])
        #expect(
            try rules("site,mean,min,max\nA,5,1,9\nB,6,2,9\n") == ["2 extreme review", "2 extreme review"]
        )
        #expect(
            try rules("statistic,load\nmean,4.1\n25%,3\np95,9\n") == ["3 extreme review", "4 extreme review"]
        )
    }

    @Test func `tables in Markdown are read, and nothing else there`() throws {
        let text = """
            # Result
            n | of | them
            | site | n |
            |:-----|--:|
            | A | **12** |
            | B | 4 |

            | n |
            The n was 3.
            """
        let found = try OutputCheck.check(markdown: MemorySource(text, chunk: 7))
        #expect(found.items.map(\.line) == [6])
        #expect(found.counts.map(\.value) == [12, 4])
        #expect(found.counts.map(\.subject) == ["n site a", "n site b"])
    }

    @Test func `data without statistics has none`() throws {
        let rows = (100..<5100).map { "P\($0),\($0 % 7),\(Double($0) / 3)" }.joined(separator: "\n")
        #expect(try table("pump,state,load\n" + rows + "\n") == [])
    }
}
