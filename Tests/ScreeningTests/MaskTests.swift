// SPDX-License-Identifier: Apache-2.0
import Screening
import TestSupport
import Testing

/// Files written again without their small counts.
@Suite struct MaskTests {
    private func mask(_ text: String, _ name: String = "x.csv", rounding: Int? = nil) throws -> MaskedText {
        try MaskedText(CopyTests.text(Array(text.utf8), name), rounding: rounding)
    }

    private func written(_ text: String, _ name: String = "x.csv", rounding: Int? = nil) throws -> String {
        String(decoding: try mask(text, name, rounding: rounding).bytes, as: UTF8.self)
    }

    @Test func `small counts go, and what would tell them`() throws {
        #expect(try written("site,n\nN,3\nS,120\n") == "site,n\nN,*\nS,120\n")
        let cross = "maker,cracked,worn,total\nA,1,14,15\nB,45,88,133\ntotal,46,102,148\n"
        #expect(try written(cross) == "maker,cracked,worn,total\nA,*,*,15\nB,*,*,133\ntotal,46,102,148\n")
        let changes = try mask(cross).changes
        #expect(changes.map(\.reason) == [.small, .companion, .companion, .companion])
        #expect(
            changes[0].line == 2 && changes[0].place == "cracked" && changes[0].old == "1"
                && changes[0].new == "*"
        )
        // What was left out before, and can be told, gets a companion.
        let told = "maker,failed,All\nA,*,100\nB,40,200\nC,57,300\nAll,97,600\n"
        #expect(try written(told) == "maker,failed,All\nA,*,100\nB,*,200\nC,57,300\nAll,97,600\n")
        let based = "level,\"A, N = 60\",\"B, N = 61\"\nyes,4 (6.7%),21 (34%)\nno,56 (93%),40 (66%)\n"
        #expect(try written(based) == "level,\"A, N = 60\",\"B, N = 61\"\nyes,*,21 (34%)\nno,*,40 (66%)\n")
    }

    @Test func `shares are of what is shown`() throws {
        #expect(
            try written("fault,n,percent\nbearing,4,0.014\nnone,250,0.877\nseal,31,0.109\n")
                == "fault,n,percent\nbearing,*,*\nnone,250,0.890\nseal,31,0.110\n"
        )
        #expect(
            try written("Stufe;n [%]\nja;3 (1,7 %)\nnein;177 (98,3 %)\n")
                == "Stufe;n [%]\nja;*\nnein;177 (100,0 %)\n"
        )
        #expect(
            try written("fault (base: 60 units),share %\nseal,5.0\nbearing,95.0\n")
                == "fault (base: 60 units),share %\nseal,*\nbearing,*\n"
        )
        #expect(try mask("site,n,share of all\nA,4,0.3\nB,120,0.7\n").unexplained == ["share of all"])
    }

    @Test func `what stays is rounded`() throws {
        #expect(
            try written("fault,n,percent\nbearing,4,1.40\nnone,252,88.42\nseal,29,10.18\n", rounding: 5)
                == "fault,n,percent\nbearing,*,*\nnone,250,89.29\nseal,30,10.71\n"
        )
        #expect(
            try written("site,n,load\nA,124,3\nB,\"1,206\",4\n", rounding: 10)
                == "site,n,load\nA,120,3\nB,\"1210\",4\n"
        )
    }

    @Test func `drawn tables keep their columns, and other forms stay as they are`() throws {
        #expect(
            try written("| site |    n |\n|------|-----:|\n| N    |    4 |\n| S    |  310 |\n", "x.md")
                == "| site |    n |\n|------|-----:|\n| N    |    * |\n| S    |  310 |\n"
        )
        #expect(
            try written("   site   n\n1  Nord  12\n2 South   8\n", "x.txt")
                == "   site   n\n1  Nord  12\n2 South   *\n"
        )
        let json = #"[{"site":"N","n":4},{"site":"S","n":310}]"#
        #expect(try written(json, "x.json") == json)
        #expect(try mask(json, "x.json").changes == [])
    }

    /// Each cell is in one sum of its row and one of its column: cells that are left out are the edges of a
    /// graph, and told is one without which the graph falls apart.
    @Test func `no sum, nor all of them together, tells what was left out`() throws {
        var dice = SeededRandom(20_261_130)
        for _ in 0..<60 {
            let (rows, columns) = (Int.random(in: 2...5, using: &dice), Int.random(in: 2...5, using: &dice))
            var cells = (0..<rows).map { _ in
                (0..<columns).map { _ in
                    Int.random(in: 0...5, using: &dice) == 0
                        ? Int.random(in: 1...9, using: &dice) : Int.random(in: 10...300, using: &dice)
                }
            }
            cells = cells.map { $0 + [$0.reduce(0, +)] }
            cells.append((0...columns).map { column in cells.reduce(0) { $0 + $1[column] } })
            let names = (0..<columns).map { "kind\(UnicodeScalar(UInt8(97 + $0)))" } + ["total"]
            let lines = cells.enumerated().map { row, all in
                ([row == rows ? "total" : "site\(row)"] + all.map(String.init)).joined(separator: ",")
            }
            let text = (["maker," + names.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
            let shown = try written(text).split(separator: "\n").dropFirst().map {
                $0.split(separator: ",").dropFirst().map { $0 == "*" }
            }
            var hidden: [(Int, Int)] = []
            for (row, line) in shown.enumerated() {
                for (column, isHidden) in line.enumerated() where isHidden {
                    hidden.append((row, 100 + column))
                }
            }
            let small = cells.joined().contains { $0 < 10 }
            #expect(hidden.isEmpty != small, "\(text)")
            for place in hidden.indices { #expect(Self.isInCircle(place, hidden), "\(text)") }
        }
    }

    /// Whether the ends of an edge hold together without it.
    private static func isInCircle(_ place: Int, _ edges: [(Int, Int)]) -> Bool {
        var reached: Set<Int> = [edges[place].0]
        var isNew = true
        while isNew {
            isNew = false
            for (other, edge) in edges.enumerated() where other != place {
                if reached.contains(edge.0), reached.insert(edge.1).inserted { isNew = true }
                if reached.contains(edge.1), reached.insert(edge.0).inserted { isNew = true }
            }
        }
        return reached.contains(edges[place].1)
    }
}
