// SPDX-License-Identifier: Apache-2.0
import JSON
import Testing

struct ObjectReaderTests {
    private enum Colour: String, CaseIterable { case red, green }

    @Test func `a right object is read whole`() throws {
        var reader = ObjectReader([
            "title": "Tea", "text": "a\n\tb", "open": true, "size": 3, "tags": ["x", "y"], "colour": "red",
            "even": "4", "parts": [["n": 1], ["n": 2]], "inner": ["n": 3], "free": [1], "nothing": nil,
        ])
        #expect(reader.string("title") == "Tea")
        #expect(reader.string("text", multiline: true) == "a\n\tb")
        #expect(reader.bool("open") == true)
        #expect(reader.bool("shut", default: true) == true)
        #expect(reader.integer("size", in: 1...3) == 3)
        #expect(reader.strings("tags", count: 1...2) == ["x", "y"])
        #expect(reader.enumeration("colour", as: Colour.self) == .red)
        #expect(reader.value("even", code: "odd") { Int($0).flatMap { $0 % 2 == 0 ? $0 : nil } } == 4)
        #expect(reader.objects("parts", count: 0...9) { $0.integer("n", in: 0...9) } == [1, 2])
        #expect(reader.object("inner") { $0.integer("n", in: 0...9) } == 3)
        #expect(reader.json("free") == [1])
        #expect(reader.optionalString("nothing") == nil)
        #expect(reader.optionalObject("no") { $0.bool("x") } == nil)
        #expect(reader.strings("none", count: 0...2) == [])
        try reader.finish()
    }

    @Test func `every error is collected with its pointer`() {
        var reader = ObjectReader([
            "short": "", "long": "abc", "bell": "a\u{7}", "line": "a\nb", "number": "1", "big": 11,
            "half": .number(1.5),
            "colour": "blue", "odd": "3", "tags": ["ok", 1, "a\u{85}"],
            "parts": [["n": 1], ["n": "x", "m": 0], 7],
            "few": [], "a/b~c": 1, "flag": 0, "null": nil,
        ])
        #expect(reader.string("short") == nil)
        #expect(reader.string("long", length: 1...2) == nil)
        #expect(reader.string("bell") == nil)
        #expect(reader.string("line") == nil)
        #expect(reader.integer("number", in: 0...9) == nil)
        #expect(reader.integer("big", in: 0...9) == nil)
        #expect(reader.integer("half", in: 0...9) == nil)
        #expect(reader.enumeration("colour", as: Colour.self) == nil)
        #expect(reader.value("odd", code: "odd") { _ in Int?.none } == nil)
        #expect(reader.strings("tags", count: 0...5) == nil)
        #expect(reader.objects("parts", count: 1...5) { $0.integer("n", in: 0...9) } == [1])
        #expect(reader.strings("few", count: 1...2) == nil)
        #expect(reader.bool("flag") == nil)
        #expect(reader.string("null") == nil)
        #expect(reader.bool("gone") == nil)
        let thrown = #expect(throws: InvalidObject.self) { try reader.finish() }
        #expect(
            thrown?.errors.map { "\($0.pointer) \($0.code)" } == [
                "/short length", "/long length", "/bell control_character", "/line control_character",
                "/number type", "/big range", "/half type", "/colour unknown_value", "/odd odd",
                "/tags/1 type",
                "/tags/2 control_character", "/parts/1/n type", "/parts/1/m unknown_key", "/parts/2 type",
                "/few length", "/flag type", "/null missing", "/gone missing", "/a~1b~0c unknown_key",
            ]
        )
    }

    @Test func `what is not an object is one error`() {
        var reader = ObjectReader([1], at: "/here")
        #expect(reader.string("a") == nil)
        let thrown = #expect(throws: InvalidObject.self) { try reader.finish() }
        #expect(thrown?.errors.map { "\($0.pointer) \($0.code)" } == ["/here type"])
    }

    @Test func `length counts scalars, not graphemes`() {
        var reader = ObjectReader(["a": .string("e" + String(repeating: "\u{301}", count: 10))])
        #expect(reader.string("a", length: 1...10) == nil)
    }

    @Test func `the number of errors is bounded`() {
        var reader = ObjectReader(.object(Dictionary(uniqueKeysWithValues: (0..<1000).map { ("k\($0)", 1) })))
        let thrown = #expect(throws: InvalidObject.self) { try reader.finish() }
        #expect(thrown?.errors.count == 100)
    }
}
