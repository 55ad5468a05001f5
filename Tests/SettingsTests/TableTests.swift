// SPDX-License-Identifier: Apache-2.0
import Settings
import Testing

/// Keys, headers, and what may be said once only.
@Suite struct TableTests {
    static let valid = [
        ("", "{}"), (" \t\r\n# only a comment", "{}"), ("a=1\nb = 2 # two\r\n", "{a=1,b=2}"),
        ("1 = 1\n-_ = 2\n\"\" = 3\n'a.b' = 4\n\"\\u0061\" = 5", "{=3,1=1,\\2d;\\5f;=2,a=5,a\\2e;b=4}"),
        ("a.b.c = 1\na . b .d = 2\na.e = 3", "{a={b={c=1,d=2},e=3}}"), ("3.14 = 1", "{3={14=1}}"),
        ("[a]\nx = 1\n[ b . 'c' ]\nx = 2", "{a={x=1},b={c={x=2}}}"), ("[a]\n[b]", "{a={},b={}}"),
        ("[a.b]\nx = 1\n[a]\ny = 2", "{a={b={x=1},y=2}}"),
        ("[a]\nb.c = 1\n[a.b.d]\nx = 2", "{a={b={c=1,d={x=2}}}}"),
        ("[[a]]\nx = 1\n[[a]]\n[[a]]\nx = 3", "{a=[{x=1},{},{x=3}]}"),
        ("[[a]]\n[a.b]\nx = 1\n[[a.c]]\n[[a.c]]\n[[a]]\n[a.b]\nx = 2", "{a=[{b={x=1},c=[{},{}]},{b={x=2}}]}"),
        ("[a]\ntrue = true\ninf = 1", "{a={inf=1,true=true}}"),
        ("é = 1\n".replacing("é", with: "'é'"), "{\\e9;=1}"),
        ("\u{FEFF}a = 1", "{a=1}"), ("a = 1979 # -05-27", "{a=1979}"),
    ]

    static let invalid: [(String, TOML.SyntaxError.Kind, Int, Int)] = [
        ("a", .equalsExpected, 1, 2), ("a b = 1", .equalsExpected, 1, 3), ("= 1", .keyExpected, 1, 1),
        ("a. = 1", .keyExpected, 1, 4), ("é = 1", .keyExpected, 1, 1),
        ("\"\"\"a\"\"\" = 1", .equalsExpected, 1, 3),
        ("a =", .valueExpected, 1, 4), ("a = \nb", .valueExpected, 1, 5), ("a = tea", .valueExpected, 1, 5),
        ("a = True", .valueExpected, 1, 5), ("a = 1 b = 2", .lineEndExpected, 1, 7),
        ("a = 'x' y", .lineEndExpected, 1, 9),
        ("[a", .headerEndExpected, 1, 3), ("[a] b = 1", .lineEndExpected, 1, 5), ("[]", .keyExpected, 1, 2),
        ("[[a]", .headerEndExpected, 1, 4), ("[ [a]]", .keyExpected, 1, 3),
        ("a = [1 2]", .arrayEndExpected, 1, 8),
        ("a = [1", .arrayEndExpected, 1, 7), ("a = [,]", .valueExpected, 1, 6),
        ("a = {b = 1", .inlineTableEndExpected, 1, 11),
        ("a = {b = 1,}", .keyExpected, 1, 12), ("a = {\n}", .keyExpected, 1, 6),
        ("a = \"x", .unclosedString, 1, 5),
        ("a = \"x\ny\"", .unclosedString, 1, 5), ("a = 'x\r\n'", .unclosedString, 1, 5),
        ("\na = '''x''", .unclosedString, 2, 5),
        ("a = \"\"\"x", .unclosedString, 1, 5), (#"a = "\x41""#, .escape, 1, 6),
        (#"a = "é\uD800""#, .escape, 1, 7),
        (#"a = "\U00110000""#, .escape, 1, 6), (#"a = "\u12""#, .escape, 1, 6),
        (#"a = "\u+123""#, .escape, 1, 6),
        ("a = \"\"\"\\ x\"\"\"", .escape, 1, 8), ("a = 01", .number, 1, 5), ("a = +", .number, 1, 5),
        ("a = 1__0", .number, 1, 5),
        ("a = _1", .valueExpected, 1, 5), ("a = 1_", .number, 1, 5), ("a = 1.", .number, 1, 5),
        ("a = .5", .number, 1, 5),
        ("a = 1.e2", .number, 1, 5), ("a = 1e", .number, 1, 5), ("a = 1e2.5", .number, 1, 5),
        ("a = 0xG", .number, 1, 5),
        ("a = -0x1", .number, 1, 5), ("a = 0x", .number, 1, 5), ("a = 1a", .number, 1, 5),
        ("a = +-1", .number, 1, 5),
        ("a = 9223372036854775808", .numberRange, 1, 5), ("a = 1e999", .numberRange, 1, 5),
        ("a = 0xFFFFFFFFFFFFFFFF", .numberRange, 1, 5), ("a = 1979-05-27T07:32:00Z", .dateOrTime, 1, 5),
        ("a = 1979-05-27 07:32:00", .dateOrTime, 1, 5), ("a = [1, 07:32:00]", .dateOrTime, 1, 9),
        ("a = 1\na = 2", .duplicate("a", line: 1), 2, 1), ("a = 1\n'a' = 2", .duplicate("a", line: 1), 2, 1),
        ("a.b = 1\na.b = 2", .duplicate("b", line: 1), 2, 3),
        ("[a]\n[b]\n[a]", .duplicate("a", line: 1), 3, 2),
        ("a.b = 1\n[a]", .duplicate("a", line: 1), 2, 2), ("a = 1\n[a]", .duplicate("a", line: 1), 2, 2),
        ("[[a]]\n[a]", .duplicate("a", line: 1), 2, 2), ("[a]\n[[a]]", .duplicate("a", line: 1), 2, 3),
        ("a = []\n[[a]]", .duplicate("a", line: 1), 2, 3),
        ("x = {a = 1, a = 2}", .duplicate("a", line: 1), 1, 13),
        ("a = 1\na.b = 2", .closed("a", line: 1), 2, 1), ("a = {}\na.b = 2", .closed("a", line: 1), 2, 1),
        ("a = {}\n[a.b]", .closed("a", line: 1), 2, 2), ("a = [{}]\n[[a.b]]", .closed("a", line: 1), 2, 3),
        ("[a.b]\n[a]\nb.c = 1", .closed("b", line: 1), 3, 1),
        ("x = {a = {}, a.b = 1}", .closed("a", line: 1), 1, 14),
        ("a = \"\u{7F}\"", .controlCharacter, 1, 6), ("# \u{1}", .controlCharacter, 1, 3),
        ("a = 1\r", .controlCharacter, 1, 6),
        ("a\u{A0}= 1", .equalsExpected, 1, 2), ("a = 1\n\u{FEFF}b = 2", .keyExpected, 2, 1),
    ]

    @Test(arguments: valid) func `a text means one thing`(text: String, value: String) throws {
        #expect(try rendered(TOML.Table(text)) == value)
    }

    @Test(arguments: invalid)
    func `a malformed text is refused with its place`(
        text: String,
        kind: TOML.SyntaxError.Kind,
        line: Int,
        column: Int
    ) {
        let error = #expect(throws: TOML.SyntaxError.self) { try TOML.Table(text) }
        #expect(error?.kind == kind)
        #expect(error?.line == line)
        #expect(error?.column == column)
    }

    @Test func `bytes that are no UTF-8 are refused where they stand`() {
        for bytes in [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xC0, 0x80]] as [[UInt8]]
        {
            let error = #expect(throws: TOML.SyntaxError.self) {
                try TOML.table(parsing: Array("a = 1\n# é".utf8) + bytes)
            }
            #expect(error?.kind == .encoding)
            #expect(error?.line == 2)
            #expect(error?.column == 4)
        }
    }

    @Test func `a setting knows its line, a section that of its header`() throws {
        let table = try TOML.Table("a = 1\n\nb.c = '''\n\n'''\nd = 2\n[e.f]\n[e]\n")
        #expect(table.entries.mapValues(\.line) == ["a": 1, "b": 3, "d": 6, "e": 8])
    }

    @Test func `what is too large or too deep is refused`() throws {
        let limits = TOML.Limits(size: 24, depth: 3)
        func kind(_ text: String) -> TOML.SyntaxError.Kind? {
            do {
                _ = try TOML.table(parsing: Array(text.utf8), limits: limits)
                return nil
            } catch {
                return error.kind
            }
        }
        for text in ["a = [[[1]]]", "a.b.c.d = 1", "[a.b.c]\nd = 1", "[[a]]\nb = []", "[a]\nb = {c.d = 1}"] {
            #expect(kind(text) == nil)
        }
        for text in [
            "a = [[[[1]]]]", "a.b.c.d.e = 1", "[a.b.c.d]", "[a.b.c]\nd = []", "[[a.b.c]]",
            "[a]\nb = {c.d.e = 1}",
        ] {
            #expect(kind(text) == .tooDeep)
        }
        #expect(kind(String(repeating: "#", count: 24)) == nil)
        #expect(kind(String(repeating: "#", count: 25)) == .tooLarge)
        let deep = "a = " + String(repeating: "[", count: 1_000_000)
        #expect(throws: TOML.SyntaxError.self) { try TOML.Table(deep) }
    }
}
