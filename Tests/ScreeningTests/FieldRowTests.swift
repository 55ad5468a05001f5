// SPDX-License-Identifier: Apache-2.0
import Screening
import Testing

/// Results as people brought them, and three of the sort of each: what is said of them, and of which lines.
@Suite struct FieldRowTests {
    struct Case: Sendable {
        let name: String
        let text: String
        let verdict: String

        init(_ name: String, _ text: String, _ verdict: String) {
            (self.name, self.text, self.verdict) = (name, text, verdict)
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        /// The number in the report from the field.
        let number: Int
        let title: String
        let cases: [Case]
        var testDescription: String { "\(number): \(title)" }
    }

    @Test(arguments: rows) func `a result from the field has its verdict, and so have others of its sort`(
        of row: Row
    ) throws {
        for each in row.cases {
            let text = CopyTests.text(Array(each.text.utf8), each.name)
            let items = try ScreeningPass(releases: []).run([text])[0].items
            var said = ""
            for grade in [ScreenItem.Severity.fail, .review] where said.isEmpty {
                let lines = Set(items.filter { $0.severity == grade }.compactMap(\.line)).sorted()
                if !lines.isEmpty { said = "\(grade) \(lines.map(String.init).joined(separator: " "))" }
            }
            #expect(said == each.verdict, "\(each.name): \(items)")
        }
    }

    private static let rows = [
        Row(
            number: 2,
            title: "any delimiter",
            cases: [
                Case("semi.csv", "region;n\nNord;3\nSued;120\n", "fail 2"),
                Case("tab.csv", "region\tn\nNord\t3\nSued\t120\n", "fail 2"),
                Case("bar.csv", "region|n\nNord|3\nSued|120\n", "fail 2"),
                Case("comma.csv", "Region;Anzahl;Mittel\nNord;4;1,5\nSüd;120;2,5\n", "fail 2"),
            ]
        ),
        Row(
            number: 4,
            title: "cross tables",
            cases: [
                Case("cross.csv", "fault,failed,ok\nseal,2,340\nbearing,57,210\n", "review 2"),
                Case(
                    "cross.md",
                    "| fault | failed | ok |\n|---|---|---|\n"
                        + "| seal | 2 | 340 |\n| bearing | 57 | 210 |\n",
                    "review 3"
                ),
                Case(
                    "sums.csv",
                    "fault,failed,ok,All\nseal,2,340,342\n"
                        + "bearing,57,210,267\nAll,59,550,609\n",
                    "fail 2"
                ),
                Case("semicross.csv", "Hersteller;gerissen;verschlissen\nA;3;114\nB;45;88\n", "review 2"),
            ]
        ),
        Row(
            number: 5,
            title: "counts with their shares in a cell",
            cases: [
                Case(
                    "t1.md",
                    "| Characteristic | N (%) |\n|---|---|\n"
                        + "| under 2 years | 3 (1.7%) |\n| older | 177 (98.3%) |\n",
                    "fail 3"
                ),
                Case("t2.csv", "Merkmal;N (%)\nunter 2;4 (2,2 %)\nälter;176 (97,8 %)\n", "fail 2"),
                Case("t3.csv", "level,all\nold,3/180\nnew,177/180\n", "fail 2"),
                Case(
                    "t4.html",
                    "<table><tr><th>x</th><th>n (%)</th></tr><tr><td>a</td><td>5 "
                        + "(2.8%)</td></tr><tr><td>b</td><td>175 (97.2%)</td></tr></tab"
                        + "le>",
                    "fail 1"
                ),
            ]
        ),
        Row(
            number: 6,
            title: "what pandas, R and spreadsheets put around a table",
            cases: [
                Case("pd.csv", ",region,n\n0,Nord,3\n1,Sued,120\n", "fail 2"),
                Case("r.csv", "\"\",\"region\",\"n\"\n\"1\",\"Nord\",3\n\"2\",\"Sued\",120\n", "fail 2"),
                Case("trail.csv", "region,n,\nNord,3,\nSued,120,\n", "fail 2"),
                Case("title.csv", "Table 1: failures by region\nregion,n\nNord,3\nSued,120\n", "fail 3"),
                Case("cr.csv", "region,n\rNord,3\rSued,120\r", "fail 2"),
            ]
        ),
        Row(
            number: 7,
            title: "forms other than CSV",
            cases: [
                Case("t.json", "[{\"region\":\"Nord\",\"n\":3},{\"region\":\"Sued\",\"n\":120}]", "fail 1"),
                Case("p.txt", "region    n\nNord      3\nSued    120\n", "fail 2"),
                Case(
                    "title.html",
                    "<table><tr><th colspan=2>Failures</th></tr><tr><th>region</th><th>n</th></tr>"
                        + "<tr><td>Nord</td><td>3</td></tr><tr><td>Sued</td><td>120</td></tr></table>",
                    "fail 1"
                ),
                Case("t.tex", "Region & n \\\\\nNord & 3 \\\\\nSued & 120 \\\\\n", "fail 2"),
                Case(
                    "box.txt",
                    " region |  n  \n--------+-----\n Nord   |   3\n"
                        + " Sued   | 120\n(2 rows)\n",
                    "fail 3"
                ),
            ]
        ),
        Row(
            number: 8,
            title: "degrees of freedom and numbers at risk under the names of programs",
            cases: [
                Case("b.csv", "model,df.residual,nobs\nm1,5,12\n", "fail 2"),
                Case("km.csv", "time,n.risk,n.event,survival\n0,120,0,1\n200,9,1,0.8\n", "fail 3"),
                Case("bs.csv", "model;df_resid;aic\nm1;6;101,2\n", "fail 2"),
                Case("s.txt", "Residual standard error: 1.2 on 7 degrees of freedom\n", "fail 1"),
            ]
        ),
        Row(
            number: 9,
            title: "an analysis of variance and tests",
            cases: [
                Case("anova.csv", "Term,Df,Sum Sq,F\nmaker,2,120.1,4.2\nResiduals,117,1672.2,\n", ""),
                Case("chi.csv", "test,statistic,df,p\nmaker by fault,4.1,3,0.25\n", ""),
                Case("aic.csv", "model,df,AIC\nm0,3,310.2\nm1,5,301.7\n", ""),
                Case("small.csv", "Term,Df,Sum Sq,F\nmaker,2,120.1,4.2\nResiduals,7,1672.2,\n", "fail 3"),
            ]
        ),
        Row(
            number: 10,
            title: "units and settings",
            cases: [
                Case("f.csv", "frequency [Hz],amplitude\n1,0.2\n5,0.1\n7,0.4\n", ""),
                Case("t.csv", "n [1/min],torque\n1,20.1\n5,30.5\n9,44.0\n", ""),
                Case("l.csv", "step,n,loss\n1,1,0.9\n2,2,0.7\n3,3,0.5\n", ""),
                Case("fp.csv", "freq,power\n1,0.5\n2,0.7\n5,0.2\n", ""),
            ]
        ),
        Row(
            number: 11,
            title: "what totals and differences tell",
            cases: [
                Case("d.csv", "subset,n\nall plants,120\nall plants without X,118\n", "fail 3"),
                Case("m.csv", "maker,failed,All\nA,*,100\nB,40,200\nC,57,300\nAll,99,600\n", "fail 2"),
                Case("e.csv", "subset,n\nall sites,250\nall sites except West,246\n", "fail 3"),
                Case("g.csv", "Gruppe;n\nA;*\nB;40\nC;60\nGesamt;104\n", "fail 2"),
            ]
        ),
        Row(
            number: 39,
            title: "masks, intervals and thousands",
            cases: [
                Case("mask.csv", "region,n\nNord,<5\nSued,120\n", ""),
                Case("arx.csv", "age,share\n\"[20, 30[\",0.4\n\"[30, 40[\",0.6\n", ""),
                Case("thousand.csv", "region,n\nNord,\"1,003\"\nSued,\"2,120\"\n", ""),
                Case("threecomma.csv", "region,n\nNord,\"3,0\"\nSued,\"120,0\"\n", "fail 2"),
            ]
        ),
    ]
}
