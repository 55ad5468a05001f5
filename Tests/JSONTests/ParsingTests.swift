// SPDX-License-Identifier: Apache-2.0
import JSON
import Testing

struct ParsingTests {
    @Test(
        arguments: [
            ("null", JSON.null),
            (" true\n", true),
            ("false", false),
            ("0", 0),
            ("-0", 0),
            ("-12", -12),
            ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("1.0", .number(1)),
            ("1e2", .number(100)),
            ("-1.5E-3", .number(-0.0015)),
            (#""""#, ""),
            (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u00e9\uD83D\ude00é😀""#, "é😀é😀"),
            ("[]", []),
            ("[1,[2 , {}]]", [1, [2, [:]]]),
            (#"{ "a" : { "b" : [ null ] } , "c":""}"#, ["a": ["b": [nil]], "c": ""]),
        ] as [(String, JSON)]
    )
    func `a well-formed text becomes its value`(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text.utf8) == value)
    }

    @Test(
        arguments: [
            ("", JSON.SyntaxError.Kind.unexpectedEnd, 0),
            ("  ", .unexpectedEnd, 2),
            ("{", .unexpectedEnd, 1),
            (#"{"a""#, .unexpectedEnd, 4),
            (#""abc"#, .unexpectedEnd, 4),
            ("[1,", .unexpectedEnd, 3),
            ("-", .unexpectedEnd, 1),
            ("1.", .unexpectedEnd, 2),
            ("1e+", .unexpectedEnd, 3),
            ("tru", .unexpectedEnd, 3),
            ("nul1", .unexpectedByte, 3),
            ("[1,]", .unexpectedByte, 3),
            ("[1 2]", .unexpectedByte, 3),
            (#"{"a":1,}"#, .unexpectedByte, 7),
            (#"{a:1}"#, .unexpectedByte, 1),
            (#"{"a",1}"#, .unexpectedByte, 4),
            ("'a'", .unexpectedByte, 0),
            ("NaN", .unexpectedByte, 0),
            ("+1", .unexpectedByte, 0),
            (".5", .unexpectedByte, 0),
            ("\u{FEFF}1", .unexpectedByte, 0),
            ("\u{A0}1", .unexpectedByte, 0),
            ("01", .number, 0),
            ("-01", .number, 0),
            ("-x", .number, 1),
            ("1.x", .number, 2),
            ("1ex", .number, 2),
            ("1e999", .number, 0),
            ("1 1", .trailingBytes, 2),
            ("{}}", .trailingBytes, 2),
            ("1,", .trailingBytes, 1),
            (#""\x""#, .escape, 1),
            (#""\u12g4""#, .escape, 1),
            (#""\ud800""#, .escape, 1),
            (#""a\ud800\n""#, .escape, 2),
            (#""\ud800\u0041""#, .escape, 1),
            (#""\udc00""#, .escape, 1),
            (#""\u0000""#, .controlCharacter, 1),
            ("\"a\nb\"", .controlCharacter, 2),
            ("\"\u{0}\"", .controlCharacter, 1),
            (#"{"a":1,"b":2,"a":3}"#, .duplicateKey, 13),
            (#"{"a":1,"\u0061":3}"#, .duplicateKey, 7),
        ] as [(String, JSON.SyntaxError.Kind, Int)]
    )
    func `a malformed text is refused with its place`(text: String, kind: JSON.SyntaxError.Kind, offset: Int)
    {
        let error = #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: text.utf8) }
        #expect(error?.kind == kind)
        #expect(error?.offset == offset)
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22],
            [0x22, 0xC0, 0x80, 0x22],
            [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
            [0x22, 0xE2, 0x82, 0x22],
        ] as [[UInt8]]
    )
    func `invalid UTF-8 is refused`(bytes: [UInt8]) {
        let error = #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: bytes) }
        #expect(error?.kind == .encoding)
        #expect(error?.offset == 0)
    }

    @Test func `depth and number of values are limited`() throws {
        let deep = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        _ = try JSON(parsing: deep.utf8)
        let deeper = #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: "[\(deep)]".utf8) }
        #expect(deeper?.kind == .tooDeep)
        let many = "[" + Array(repeating: "1", count: 9_999).joined(separator: ",") + "]"
        #expect(try JSON(parsing: many.utf8).array?.count == 9_999)
        let tooMany = #expect(throws: JSON.SyntaxError.self) {
            try JSON(parsing: (many.dropLast() + ",1]").utf8)
        }
        #expect(tooMany?.kind == .tooManyValues)
        _ = try JSON(parsing: (many.dropLast() + ",1]").utf8, limits: .trusted)
    }

    @Test func `a collection that is not contiguous reads the same`() throws {
        let bytes = Array(#"{"a":[1,2]}"#.utf8)
        #expect(try JSON(parsing: bytes.reversed().lazy.reversed()) == ["a": [1, 2]])
    }

    @Test func `every prefix of a text and every changed byte is read or refused without a trap`() {
        let text = Array(#"{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00é",true,null],"b":{"c":""}}"#.utf8)
        for end in 0..<text.count {
            #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: text[..<end]) }
        }
        for position in text.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = text
                changed[position] = byte
                if let value = try? JSON(parsing: changed) {
                    #expect((try? JSON(parsing: value.canonical))?.canonical == value.canonical)
                }
            }
        }
    }
}
