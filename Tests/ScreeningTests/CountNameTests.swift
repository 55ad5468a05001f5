// SPDX-License-Identifier: Apache-2.0
import Screening
import Testing

/// Statistics that disclose something about single units, as far as names of columns and rows say so.
@Suite struct CountNameTests {
    private func items(_ text: String, _ name: String = "x.csv") throws -> [ScreenItem] {
        try ScreeningPass(releases: []).run([CopyTests.text(Array(text.utf8), name)])[0].items
    }

    /// What stands in the way, or needs a look.
    private func rules(_ text: String) throws -> [String] {
        try items(text).filter { $0.severity != .note }.map { "\($0.line ?? 0) \($0.rule) \($0.severity)" }
    }

    @Test func `counts below ten and zeros are named by line`() throws {
        #expect(try rules("site,n\nA,10\nB,9\nC,0\nD,250\n") == ["3 low_count fail", "4 zero_count fail"])
        let item = try #require(try items("site,Count\nA,\"1,200\"\nB,3\n").first)
        #expect(item.detail == "Count: 3, which is below 10")
        #expect(try rules("statistic,value\nNo. observations,7\nR squared,0.9\n") == ["2 low_count fail"])
        #expect(try rules("Anzahl (Pumpen),site\n4,A\n") == ["2 low_count fail"])
        for name in [
            "load_count", "failed units", "n.risk", "Anzahl Ausfälle", "effectif", "数量", "nombre de cas",
        ] {
            #expect(try rules("site,\(name)\nA,4\nB,120\n") == ["2 low_count fail"], "\(name)")
        }
    }

    @Test func `units, brackets and what is told per something are no counts`() throws {
        for name in [
            "frequency [Hz]", "n [1/min]", "failures per 1000 h", "counts/s", "freq_hz", "number of teeth",
            "n_estimators",
            "count rate", "count_threshold", "units per pack",
        ] {
            #expect(try rules("site,\(name)\nA,4\nB,120\n") == [], "\(name)")
        }
        #expect(try rules("case,old,failures\na,1,0\nb,0,1\nc,1,1\n") == [])
        #expect(try rules("wavelength,n\n400,1.53\n500,2\n") == [])
        // North and South are no statistics.
        #expect(try rules("site,Jan,Feb\nN,3,5\nS,6,7\n") == [])
        #expect(try rules(",N,S\ncount,6,310\nmean,3.2,4.5\n") == ["2 low_count fail"])
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

    @Test func `only residual degrees of freedom are a risk`() throws {
        #expect(try rules("model,df\nA,9\nB,10\n") == ["2 degrees_of_freedom fail"])
        #expect(try rules("model,df.residual,deviance\nA,5,10.2\n") == ["2 degrees_of_freedom fail"])
        #expect(try rules("statistic,value\nDf Residuals,4\n") == ["2 degrees_of_freedom fail"])
        #expect(try rules("term,estimate,df,t\nload,3.1,4.2,2.1\n") == ["2 degrees_of_freedom fail"])
        let anova = "Term,Df,Sum Sq,F\nmaker,2,120.1,4.2\n"
        #expect(try rules(anova + "Residuals,117,1672.2,\n") == [])
        #expect(try rules(anova + "Residuals,6,1672.2,\n") == ["3 degrees_of_freedom fail"])
        #expect(try rules("test,statistic,df,p\nPearson,12.1,3,0.007\n") == [])
        #expect(try rules("model,df,AIC\nm1,3,220.1\n") == [])
    }

    @Test func `extremes are said once a column, and stop nothing`() throws {
        let found = try items("site,mean,min,max\nA,5,1,9\nB,6,2,9\n").filter { $0.rule == "extreme" }
        #expect(found.map(\.line) == [2, 2])
        #expect(found.allSatisfy { $0.severity == .note })
        #expect(try items("statistic,load\nmean,4.1\n25%,3\np95,9\n").count { $0.rule == "extreme" } == 2)
    }

    @Test func `data without statistics has none, and the last row of a long table is looked at`() throws {
        let rows = (100..<5100).map { "P\($0),\($0 % 7),\(Double($0) / 3)" }.joined(separator: "\n")
        #expect(try rules("pump,state,load\n" + rows + "\n") == [])
        #expect(
            try self.rules("pump,n,load\n" + rows.replacing(",", with: ",1") + "\nP,3,1\n").last
                == "5002 low_count fail"
        )
    }
}
