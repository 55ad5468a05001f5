// SPDX-License-Identifier: Apache-2.0
import Settings
import Testing

/// What the values of TOML mean.
@Suite struct ValueTests {
    @Test(
        arguments: [
            (#""""#, ""), ("''", ""), (#""tea # no comment""#, "tea # no comment"),
            (#""\b\t\n\f\r\"\\""#, "\u{8}\t\n\u{C}\r\"\\"), (#""\u00e9\U0001F600é😀\u0000""#, "é😀é😀\0"),
            (#"'\u00e9 "C:\n"'"#, #"\u00e9 "C:\n""#), ("\"a\tb\"", "a\tb"),
            ("\"\"\"\"\"\"", ""), ("\"\"\"\na\r\nb\n\"\"\"", "a\nb\n"),
            ("\"\"\"a \\ \t\r\n\n  b\"\"\"", "a b"),
            (#""""one "two" ""three"""""#, #"one "two" ""three""#), (#""""a"""""#, #"a""#),
            (#""""a""""""#, #"a"""#),
            (#""""\"""\"""""#, #""""""#), ("'''\nC:\\n\n'''", "C:\\n\n"),
            ("''''one' ''two'''''", "'one' ''two''"),
        ]
    )
    func `a string means what it says`(text: String, value: String) throws {
        #expect(try TOML.Table("x = \(text)")["x"] == .string(value))
    }

    @Test(
        arguments: [
            ("0", 0), ("+0", 0), ("-0", 0), ("-17", -17), ("+99", 99), ("1_000", 1000), ("5_3_4", 534),
            ("9223372036854775807", .max), ("-9223372036854775808", .min), ("0xDEAD_beef", 0xDEAD_BEEF),
            ("0x00ff", 255), ("0o0755", 493), ("0b1101_0110", 214),
        ] as [(String, Int64)]
    )
    func `a whole number means what it says`(text: String, value: Int64) throws {
        #expect(try TOML.Table("x = \(text)")["x"] == .integer(value))
    }

    @Test(
        arguments: [
            ("1.0", 1), ("-0.01", -0.01), ("5e+22", 5e22), ("1e06", 1e6), ("-2E-2", -0.02),
            ("6.626e-34", 6.626e-34),
            ("224_617.445_991_228", 224_617.445991228), ("0.0", 0), ("0e0", 0), ("inf", .infinity),
            ("+inf", .infinity),
            ("-inf", -.infinity), ("1e-999", 0), ("1e1_0", 1e10),
        ]
    )
    func `a float means what it says`(text: String, value: Double) throws {
        #expect(try TOML.Table("x = \(text)")["x"] == .float(value))
    }

    @Test(arguments: ["nan", "+nan", "-nan"]) func `nan is no number`(text: String) throws {
        guard case .float(let float)? = try TOML.Table("x = \(text)")["x"] else {
            Issue.record("no float")
            return
        }
        #expect(float.isNaN)
    }

    @Test(
        arguments: [
            ("true", "true"), ("[]", "[]"), ("[ # none\n]", "[]"), ("[1,2]", "[1,2]"),
            ("[\n  1, # one\n\n  2 ,\n]", "[1,2]"),
            ("[1, 'a', [true, []]]", "[1,'a',[true,[]]]"), ("{}", "{}"),
            ("{ a = 1, b.c = [2], b.d = {} }", "{a=1,b={c=[2],d={}}}"),
            ("[{a = 1}, {\"b\" = '''\n'''}]", "[{a=1},{b=''}]"),
        ]
    )
    func `arrays and inline tables nest`(text: String, value: String) throws {
        #expect(try rendered(TOML.Table("x = \(text)")) == "{x=\(value)}")
    }

    @Test func `a key is written so that it is read again and moves no cursor`() throws {
        for key in ["url", "a-b_1", "", "a.b", "é", "\"\\", "\u{1B}[2J\u{9F}\u{7F}"] {
            #expect(try TOML.Table("\(TOML.written(key)) = 1")[key] == .integer(1))
        }
        #expect(TOML.written("public_url") == "public_url")
        #expect(TOML.written("a.b") == "\"a.b\"")
        #expect(TOML.written("\u{1B}[2J") == #""\u001B[2J""#)
    }
}
