// SPDX-License-Identifier: Apache-2.0
import Domain
import Testing

/// Names that every system can hold.
@Suite struct FileNameTests {
    @Test(arguments: [
        "result.csv", "a", "Größe ä.md", "表 1.csv", ".zenodo.json", "a-b_c+d (2).txt", "100 %.txt",
        "it's.txt",
        "console.log", "com10.txt", "COM", "nul-values.csv", "a..b", "~x", "€.csv", "🫖.txt", "Ǆ.txt",
    ]) func `a name like this is taken`(name: String) {
        #expect(FileName.fault(in: name) == nil)
        #expect(FileName.isPossible(name))
    }

    @Test func `a name that some system cannot hold is refused, and why`() {
        let cases: [(String, FileName.Fault)] = [
            ("", .length), (String(repeating: "a", count: 201), .length),
            (String(repeating: "€", count: 100), .length), (".", .dots), ("..", .dots),
            ("a/b", .character("/")), ("a\\b", .character("\\")), ("a:b.txt", .character(":")),
            ("file?.txt", .character("?")), ("a|b*c", .character("|")), ("<script>.html", .character("<")),
            ("a\"b", .character("\"")), ("a*", .character("*")), ("a>b", .character(">")),
            ("a\tb", .character("\t")), ("a\u{7F}b", .character("\u{7F}")),
            ("a\u{202E}vsc.exe", .character("\u{202E}")),
            ("a\u{200B}b", .character("\u{200B}")), ("a\u{2028}b", .character("\u{2028}")),
            ("a\u{FFFE}b", .character("\u{FFFE}")), ("a\u{1FFFF}b", .character("\u{1FFFF}")),
            ("a\u{378}b", .character("\u{378}")),
            ("trailing.", .edge), ("trailing ", .edge), (" leading", .edge), ("\u{A0}x", .edge),
            ("x\u{3000}", .edge), ("-rf", .edge), ("-", .edge),
            ("CON", .device), ("con", .device), ("aux.txt", .device), ("Prn.tar.gz", .device),
            ("NUL.", .edge),
            ("COM1", .device), ("com9.csv", .device), ("LPT¹.txt", .device), ("CONIN$", .device),
            ("con .txt", .device),
            ("e\u{301}.txt", .notComposed), ("\u{212B}.txt", .notComposed),
            ("\u{1100}\u{1161}.txt", .notComposed),
        ]
        for (name, fault) in cases {
            #expect(FileName.fault(in: name) == fault, "\(name.debugDescription)")
            #expect(!fault.detail.isEmpty)
        }
    }

    @Test func `names that some system takes for one have one key, and others have not`() {
        let same = [
            ["A.txt", "a.txt", "a.TXT"], ["É.txt", "é.txt", "e\u{301}.txt", "E\u{301}.TXT"],
            ["straße", "STRASSE", "strasse", "STRAẞE"], ["Σίσυφος", "ΣΊΣΥΦΟΣ", "σίσυφοσ"],
            ["\u{212A}g", "kg", "KG"],
            ["ﬁx", "FIX"], ["Ǆ", "ǅ", "ǆ"], ["İx", "i\u{307}x"], ["Å", "\u{212B}", "å"],
        ]
        for names in same {
            let keys = Set(names.map { Array(FileName.key(of: $0).utf8) })
            #expect(keys.count == 1, "\(names)")
        }
        let all = same.map { Array(FileName.key(of: $0[0]).utf8) }
        #expect(Set(all).count == same.count)
        #expect(FileName.key(of: "a b") != FileName.key(of: "ab"))
        #expect(FileName.key(of: "a") != FileName.key(of: "ä"))
    }

    @Test func `a key is its own key, and no character's depends on its neighbours`() {
        var wrong: [Unicode.Scalar] = []
        for value in (0x20 as UInt32)...0x2FFFF {
            guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned else {
                continue
            }
            let key = FileName.key(of: "x\(scalar)")
            if Array(FileName.key(of: key).utf8) != Array(key.utf8) { wrong.append(scalar) }
        }
        #expect(wrong == [])
        #expect(FileName.key(of: "ΑΣ") == FileName.key(of: "ας"))
    }

    @Test func `a file of before can still be named`() {
        for name in ["CON", "a:b", "trailing.", " x", "e\u{301}", "-rf"] {
            #expect(FileName.isPossible(name))
        }
        for name in ["..", "a/b", "a\\b", "a\u{0}b", "a\u{202E}b", ""] { #expect(!FileName.isPossible(name)) }
    }
}
