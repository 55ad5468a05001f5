// SPDX-License-Identifier: Apache-2.0
import Screening
import Testing

/// Small counts that no name tells of: in cells, cross tables, prints of programs and lines of text.
@Suite struct CountShapeTests {
    /// The worst that is said of a text, and the lines it is said of.
    private func verdict(_ text: String, _ name: String = "x.txt") throws -> String {
        let items = try ScreeningPass(releases: []).run([CopyTests.text(Array(text.utf8), name)])[0].items
        for grade in [ScreenItem.Severity.fail, .review, .note] {
            let lines = items.filter { $0.severity == grade }.compactMap(\.line)
            if !lines.isEmpty {
                return "\(grade) \(Set(lines).sorted().map(String.init).joined(separator: " "))"
            }
        }
        return ""
    }

    @Test func `cells that say they count`() throws {
        for (cells, expected) in [
            (("3 (1.7%)", "177 (98.3%)"), "fail 2"), (("1.7% (3)", "98.3% (177)"), "fail 2"),
            (("n=4 (2.2%)", "n=176 (97.8%)"), "fail 2"), (("5/212", "61/300"), "fail 2"),
            (("5 of 212", "61 of 300"), "fail 2"),
            (("31 (17%)", "149 (83%)"), ""), (("3 (1.7)", "4 (2.0)"), ""), (("3 [2, 5]", "4 [3, 7]"), ""),
            (("3/4", "5/8"), ""), (("5/2019", "7/2020"), ""), (("3 s (-1.7%)", "4 s (+2.0%)"), ""),
            (("<10", "340"), ""),
        ] {
            #expect(
                try verdict("level;result\na;\(cells.0)\nb;\(cells.1)\n", "x.csv") == expected,
                "\(cells)"
            )
        }
        #expect(try verdict("Merkmal;Fälle n (%)\nStahl;3 (1,2)\nGuss;240 (98,8)\n", "x.csv") == "fail 2")
    }

    @Test func `a blank line between names and rows`() throws {
        for (text, name, expected) in [
            ("region,n\n\nNord,3\nSued,120\n", "x.csv", "fail 3"),
            ("region;n\n \n\nNord;3\nSued;120\n", "x.csv", "fail 4"),
            ("region\tn\n\nNord\t3\nSued\t120\n", "x.tsv", "fail 3"),
            ("| region | n |\n|---|---|\n\n| Nord | 3 |\n| Sued | 120 |\n", "x.md", "fail 4"),
            ("region     n\n\nNord       3\nSued     120\n", "x.txt", "fail 3"),
            ("region & n \\\\\n\\hline\n\nNord & 3 \\\\\nSued & 120 \\\\\n", "x.tex", "fail 4"),
            ("# by X\nregion,n\n# machines\nNord,3\nSued,120\n", "x.csv", "fail 4"),
            (#"{"columns":["region","n"],"index":[0,1],"data":[["N",3],["S",120]]}"#, "x.json", "fail 1"),
            // Names below a title of as many cells are names, and so are those of another table.
            ("Result,2024\n\nregion,n\nNord,3\n", "x.csv", "fail 4"),
            ("place,note\n\nregion,n\nNord,3\n", "x.csv", "fail 4"),
            ("region,n\nNord,30\n\nstep,loss\n1,5\n2,4\n", "x.csv", ""),
        ] {
            #expect(try verdict(text, name) == expected, "\(text)")
        }
    }

    @Test func `what numbers show`() throws {
        for (table, expected) in [
            ("fault,failed,ok\nseal,2,340\nbearing,57,210\n", "review 2"),
            ("maker,cracked,worn,total\nA,1,14,15\nB,45,88,133\ntotal,46,102,148\n", "fail 2"),
            ("group,0 d,90 d,180 d\nold,120,88,4\nnew,240,200,40\n", "review 2"),
            ("fault,seen,part\nbearing,4,1.40\nnone,250,87.72\nseal,31,10.88\n", "fail 2"),
            ("fault (base: 60 units),share %\nseal,5.0\nbearing,95.0\n", "review 2"),
            ("site,pumps,mean age\nA,6,7.1\nB,210,8.4\n", "review 2"),
            ("site,load,load\n,mean,count\nN,3.25,6\nS,4.5,310\n", "fail 3"),
            (
                "site * fault,,,\nCount,,,\n,fail,ok,Total\nN,3,88,91\nS,12,90,102\nTotal,15,178,193\n",
                "fail 4"
            ),
            // What no name explains is said, and stops nothing; years, codes and amounts are not said at all.
            ("part,grip\nA,8\nB,21\n", "note 2"), ("country,2019,2020\nA,1.5,2.5\n", ""),
            ("part,price EUR\nseal,3\nshaft,140\n", ""),
            ("Sum of cost,x,y,total\na,5,200,205\nb,7,90,97\nc,1,1,2\n", ""),
        ] {
            #expect(try verdict(table, "x.csv") == expected, "\(table)")
        }
        #expect(try verdict(#"{"fault_counts":{"bearing":4,"none":250}}"#) == "fail 1")
        #expect(try verdict("frequencies:\n  bearing: 4\n  none: 250\n", "x.yaml") == "fail 2")
        #expect(try verdict(#"{"shape":[3,5],"count_threshold":10,"depth":6}"#) == "")
    }

    @Test func `what is left out is told by totals, and totals of a finding are compared`() throws {
        let told = "maker,failed,All\nA,*,100\nB,40,200\nC,57,300\nAll,99,600\n"
        #expect(try verdict(told, "x.csv") == "fail 2")
        // Two in each row and column, of which one is told by all sums together only.
        let bridge = "m,a,b,c,d,total\nv,*,*,90,90,240\nw,*,*,*,90,153\nx,90,90,*,*,240\ny,90,90,*,*,240\n"
        #expect(try verdict(bridge + "total,239,240,149,245,873\n", "x.csv") == "fail 3")
        // Totals of what is shown tell nothing.
        #expect(try verdict("m,a,b,All\nv,,20,20\nw,30,40,70\nAll,30,60,90\n", "x.csv") == "")
        #expect(try verdict("subset,n\nall plants,120\nall plants without X,118\n", "x.csv") == "fail 3")
        let texts = [("a.csv", "120"), ("b.csv", "118"), ("c.csv", "300")].map { name, total in
            CopyTests.text(Array("site,n\nN,60\ntotal,\(total)\n".utf8), name)
        }
        let items = try ScreeningPass(releases: []).run(texts).flatMap(\.items)
        #expect(items.map(\.rule) == ["differencing"])
        #expect(items.map(\.detail) == ["the total differs by 2 from the one of a.csv:3"])
        #expect(items.allSatisfy { $0.severity == .review && $0.file == "b.csv" })
    }

    @Test func `tables that are drawn`() throws {
        let markdown =
            "n | of | them\n| site | n |\n|:-----|--:|\n| A | **12** |\n| B | 4 |\n\n| n |\nThe n was 3.\n"
        #expect(try verdict(markdown, "x.md") == "fail 5")
        for (text, expected) in [
            (" site | count \n------+-------\n N    |     4\n S    |   310\n(2 rows)\n", "fail 3"),
            ("┌──────┬───┐\n│ site │ n │\n├──────┼───┤\n│ N    │ 4 │\n└──────┴───┘\n", "fail 4"),
            ("+---+---+\n| a | n |\n+===+===+\n| x | 4 |\n+---+---+\n", "fail 4"),
            ("   site   n\n1  Nord   3\n2 South 120\n", "fail 2"),
            (
                "# A tibble: 2 x 2\n  fault       n\n  <chr>   <int>\n1 bearing     4\n2 none      250\n",
                "fail 4"
            ),
            ("fault\nnone       250\nbearing      4\nName: count, dtype: int64\n", "fail 3"),
            ("> table(d$fault)\n\nbearing    none    seal \n      4     250      31 \n", "fail 4"),
            ("         state\nfault     old new\n  bearing   4  61\n  seal     33  70\n", "review 3"),
            (
                "     fault        load      \n bearing:  4   Min.   :12.1  \n seal   : 31   Max.   :90.4  \n",
                "fail 2"
            ),
            (
                "  fault |   Freq.  Percent\n--------+-----------------\n  seal  |       4     1.40\n  none  |     250    87.72\n",
                "fail 3"
            ),
            ("\\begin{tabular}{lr}\nlevel & n (\\%) \\\\\nyes & 3 (1.7\\%) \\\\\n\\end{tabular}\n", "fail 3"),
            (" site | mean_load \n------+-----------\n N    |     4\n S    |     7\n", ""),
            ("site    load  temp\nN        3.2    80\nS        4.1    91\n", ""),
            ("failed   0   1\nFKM    140   4\nNBR    230  41\n", "review 2"),
            ("            if self.next() is None:\n                return None\n            N = N - 1\n", ""),
            (
                "mag. moment ratio   -0.684 979 34   0.000 000 16\nmass ratio           1.001 378 41   0.000 000 00\n",
                ""
            ),
            ("for i in range(3):\n    n = 5\n    count = 0\n    print(i, n)\n", ""),
        ] {
            #expect(try verdict(text) == expected, "\(text)")
        }
    }

    @Test func `lines of text`() throws {
        for (line, expected) in [
            ("The old units (n = 4) failed earlier than the new ones (n = 176).", "fail 1"),
            ("Of the 61 units four leaked (6.6%), n=4.", "review 1"),
            ("Only 3 of 180 pumps leaked.", "review 1"),
            ("Nur 3 von 180 Pumpen leckten.", "review 1"),
            ("Residual standard error: 3.1 on 6 degrees of freedom", "fail 1"),
            ("Residual standard error: 3.1 on 117 degrees of freedom", ""),
            ("No. Observations:      8   AIC: 81.2", "fail 1"), ("Number of obs   =          7", "fail 1"),
            ("For n = 1, 2, 3 the series x_n converges; n = 2 gives 0.5.", ""),
            ("with exponent n = 3.2 (Norton creep law) and n = 5 at 600 °C", ""), ("page 3 of 180", ""),
            ("Step 3 of 12 is calibration; see section 4 of 9.", ""),
            ("X-squared = 12.1, df = 3, p-value = 0.007", ""),
            ("Within 3 of 20 kW it holds; measured at 08:05, ratio 1:4.", ""),
        ] {
            #expect(try verdict(line + "\n", "x.md") == expected, "\(line)")
        }
    }
}
