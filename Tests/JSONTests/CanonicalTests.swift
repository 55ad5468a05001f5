// SPDX-License-Identifier: Apache-2.0
import JSON
import Testing

struct CanonicalTests {
    /// Bit patterns and spellings from appendix B of RFC 8785.
    @Test(
        arguments: [
            (0x0000_0000_0000_0000, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
            (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xC340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"),
            (0x44B5_2D02_C7E1_4AF6, "1e+23"),
            (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"),
            (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
            (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"),
            (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"),
            (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"),
            (0x41B3_DE43_5555_5554, "333333333.33333325"),
            (0x41B3_DE43_5555_5555, "333333333.3333333"),
            (0x41B3_DE43_5555_5556, "333333333.3333334"),
            (0x41B3_DE43_5555_5557, "333333333.33333343"),
            (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
            (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
        ] as [(UInt64, String)]
    )
    func `numbers are spelled as ECMAScript spells them`(bits: UInt64, spelling: String) {
        #expect(text(.number(Double(bitPattern: bits))) == spelling)
    }

    @Test(
        arguments: [
            (1, "1"), (100, "100"), (1.5, "1.5"), (-0.1, "-0.1"), (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1.25e-7, "1.25e-7"), (1e-7, "1e-7"), (1e-6, "0.000001"), (0.00012, "0.00012"),
            (12345.678, "12345.678"),
            (.infinity, "null"), (.nan, "null"),
        ] as [(Double, String)]
    )
    func `everyday numbers are spelled plainly`(value: Double, spelling: String) {
        #expect(text(.number(value)) == spelling)
    }

    @Test func `a double reads back as itself from its spelling`() {
        var generator = Fixed(state: 7)
        for _ in 0..<20_000 {
            let value = Double(bitPattern: generator.next())
            guard value.isFinite else { continue }
            #expect(Double(text(.number(value))) == value)
        }
    }

    @Test func `integers keep every digit`() {
        #expect(text(.integer(.max)) == "9223372036854775807")
        #expect(text(.integer(.min)) == "-9223372036854775808")
    }

    @Test func `names are sorted by UTF-16 code units`() throws {
        let value: JSON = [
            "\u{20AC}": 1, "\r": 2, "\u{FB33}": 3, "1": 4, "\u{1F600}": 5, "\u{80}": 6, "\u{F6}": 7, "10": 8,
            "": 9,
        ]
        let order = text(value).filter(\.isNumber).filter(\.isASCII)
        #expect(text(value).hasPrefix(#"{"":9,"\r":2,"1":4,"10":8,"#))
        #expect(order == "921410867153")
    }

    @Test func `only what must be escaped is`() {
        let all =
            String(String.UnicodeScalarView((0..<0x20).compactMap(Unicode.Scalar.init)))
            + "\"\\/\u{7F}\u{2028}é"
        let first = #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
        let second =
            #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"#
        #expect(text(.string(all)) == first + second + "\\\"\\\\/\u{7F}\u{2028}é\"")
    }

    @Test func `the canonical text is a fixed point`() throws {
        let source = #"{ "b" : [ 1.0, 10e1, "\u0041/\/" ], "a": {"z":null,"y":true}, "n": -0.0 }"#
        let value = try JSON(parsing: source.utf8)
        #expect(text(value) == #"{"a":{"y":true,"z":null},"b":[1,100,"A//"],"n":0}"#)
        #expect(try JSON(parsing: value.canonical).canonical == value.canonical)
    }

    @Test func `writing appends`() {
        var output = Array("x".utf8)
        JSON.array([1, "é"]).write(into: &output)
        #expect(output == Array(#"x[1,"é"]"#.utf8))
    }

    private func text(_ value: JSON) -> String {
        String(decoding: value.canonical, as: UTF8.self)
    }
}

/// A fixed sequence (SplitMix64), so that a failure repeats.
private struct Fixed: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
