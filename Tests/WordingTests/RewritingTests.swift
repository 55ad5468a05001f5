// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Wording

/// What may be done to a passage, and whether it still stands then.
@Suite struct RewritingTests {
    private static let key = WordKey.random()

    enum Choice: Equatable { case stands, near, gone }

    struct Rewriting: CustomTestStringConvertible, Sendable {
        let how: String
        let passage: String
        let text: String
        let choice: Choice
        var testDescription: String { how }

        init(_ how: String, _ passage: String, _ text: String, _ choice: Choice) {
            (self.how, self.passage, self.text, self.choice) = (how, passage, text, choice)
        }
    }

    static func choice(_ passage: String, _ text: String) throws -> Choice {
        let sought = try #require(Passage(passage, key: key))
        let hits = try PassageSearch([sought], key: key).hits(in: "First words. \(text) Last words.")
        return switch hits.first?.match {
        case .equal: .stands
        case .near: .near
        case nil: .gone
        }
    }

    static let person = "Mr. John Q. Person, badge 77-12, runs unit 3."

    static let unchanged: [Rewriting] = [
        Rewriting("as it is", person, person, .stands),
        Rewriting("one more blank", person, "Mr. John Q. Person, badge 77-12,  runs unit 3.", .stands),
        Rewriting("line breaks", person, "Mr. John\nQ. Person,\r\nbadge 77-12, runs\n\nunit 3.", .stands),
        Rewriting("upper case", person, person.uppercased(), .stands),
        Rewriting("no punctuation", person, "Mr John Q Person badge 77 12 runs unit 3", .stands),
        Rewriting(
            "other punctuation",
            person,
            "“Mr John – Q. Person”; (badge: 77/12) runs — unit: 3!",
            .stands
        ),
        Rewriting(
            "bold in Markdown",
            person,
            "Mr. **John Q. Person**, badge __77-12__, *runs* `unit` 3.",
            .stands
        ),
        Rewriting(
            "emphasis inside a word",
            person,
            "Mr. Jo**h**n Q. P*er*son, badge 77-12, r`un`s unit 3.",
            .stands
        ),
        Rewriting("struck out", person, "Mr. John Q. ~~Person~~, badge 77-12, ru~~ns~~ unit 3.", .stands),
        Rewriting(
            "a link",
            person,
            "[Mr. John](https://a.example/x-1) Q. Person, badge 77-12, runs unit 3.",
            .stands
        ),
        Rewriting(
            "HTML in a word",
            person,
            "Mr. Jo<b>hn</b> Q. Per<span class=\"x y\">son</span>, badge 77-12, runs unit 3.",
            .stands
        ),
        Rewriting(
            "HTML between words",
            person,
            "<p>Mr.<br>John<br/>Q.</p><p>Person,</p><td>badge</td><td>77-12</td>runs unit<br>3",
            .stands
        ),
        Rewriting(
            "an HTML comment",
            person,
            "Mr. Jo<!-- x -->hn Q. Person, badge <!-- some more --> 77-12, runs unit 3.",
            .stands
        ),
        Rewriting("inside a comment", person, "<!-- \(person) -->", .stands),
        Rewriting("inside an attribute", person, "<img alt=\"\(person)\">", .stands),
        Rewriting("in an unclosed comment", person, "<!-- \(person)", .stands),
        Rewriting(
            "LaTeX in a word",
            person,
            "Mr. Jo\\textbf{hn} Q. \\emph{Person}, badge 77--12, \\textit{runs} unit~3.",
            .stands
        ),
        Rewriting("LaTeX hyphenation", person, "Mr. John Q. Per\\-son, badge 77-12, runs unit 3.", .stands),
        Rewriting(
            "character references",
            person,
            "Mr.&nbsp;J&#111;hn Q. P&#x65;rson, badge 77&ndash;12, r&shy;uns unit&ensp;3.",
            .stands
        ),
        Rewriting(
            "escapes of JSON",
            person,
            "{\"a\": \"Mr.\\nJohn\\nQ. P\\u0065rson,\\tbadge 77-12, runs unit 3.\"}",
            .stands
        ),
        Rewriting("a soft hyphen", person, "Mr. Jo\u{AD}hn Q. Person, badge 77-12, runs unit 3.", .stands),
        Rewriting(
            "zero-width characters",
            person,
            "Mr. Jo\u{200B}hn\u{2060} Q. Per\u{200D}son\u{FEFF}, badge 7\u{200B}7-12, runs unit 3.",
            .stands
        ),
        Rewriting(
            "turned direction marks",
            person,
            "Mr. \u{200E}John Q.\u{200F} Person, badge 77-12, runs unit 3.",
            .stands
        ),
        Rewriting(
            "no-break blanks",
            person,
            "Mr.\u{A0}John\u{202F}Q.\u{2003}Person,\u{3000}badge 77\u{2011}12, runs unit 3.",
            .stands
        ),
        Rewriting("full width", person, "Ｍｒ． Ｊｏｈｎ Ｑ． Ｐｅｒｓｏｎ， badge ７７－１２, runs unit ３.", .stands),
        Rewriting("mathematical letters", person, "Mr. 𝐉𝐨𝐡𝐧 Q. 𝑃𝑒𝑟𝑠𝑜𝑛, badge 𝟕𝟕-𝟏𝟐, runs unit 3.", .stands),
        Rewriting("letters of Cyrillic", person, "Mr. Jоhn Q. Pеrsоn, bаdge 77-12, runs unit 3.", .stands),
        Rewriting("digits of Arabic", person, "Mr. John Q. Person, badge ٧٧-١٢, runs unit ٣.", .stands),
        Rewriting(
            "a hyphen at the line's end",
            person,
            "Mr. John Q. Per-\nson, badge 77-12, runs unit 3.",
            .stands
        ),
        Rewriting("NULs", person, person.map { "\($0)\0" }.joined(), .stands),
        Rewriting("accents added", person, "Mr. Jöhn Q. Pérson, bàdge 77-12, runs unit 3.", .stands),
        Rewriting(
            "composed and not",
            "Ça été réglé à Zürich hier",
            "Ça e\u{301}te\u{301} re\u{301}gle\u{301} a\u{300} Zu\u{308}rich hier",
            .stands
        ),
        Rewriting(
            "accents of LaTeX",
            "Ça été réglé à Zürich hier",
            "\\c{C}a \\'et\\'{e} r\\'egl\\'e \\`a Z\\\"urich hier",
            .stands
        ),
        Rewriting(
            "accents of HTML",
            "Ça été réglé à Zürich hier",
            "&Ccedil;a &eacute;t&eacute; r&eacute;gl&eacute; &agrave; Z&uuml;rich hier",
            .stands
        ),
        Rewriting("sharp s", "Maße der Straße am Fuß messen", "MASSE DER STRASSE AM FUSS MESSEN", .stands),
        Rewriting("the last sigma", "ο λόγος του φίλου μας", "Ο ΛΌΓΟΣ ΤΟΥ ΦΊΛΟΥ ΜΑΣ", .stands),
        Rewriting(
            "another apostrophe",
            "the plant doesn't run at night",
            "the plant doesn’t run at night",
            .stands
        ),
        Rewriting("Chinese in lines", "合金含有四点二的钪", "合金\n含有 四点二，的钪", .stands),
        Rewriting("kana by half", "カタログの番号", "ｶﾀﾛｸﾞの番号", .stands),
        Rewriting(
            "units",
            "carries 10km of cable at 5m² each",
            "carries 10 km of cable at 5 m2 each",
            .stands
        ),
        Rewriting("under five words", "Bearing 6204", "the bearing: 6204", .stands),
    ]

    static let numbers: [Rewriting] = [
        Rewriting(
            "a grouping comma",
            "costs 1000.50 euros a month here",
            "costs 1,000.50 euros a month here",
            .stands
        ),
        Rewriting(
            "a decimal comma",
            "costs 1000.50 euros a month here",
            "costs 1.000,50 euros a month here",
            .stands
        ),
        Rewriting(
            "grouped by blanks",
            "costs 1000.50 euros a month here",
            "costs 1 000,50 euros a month here",
            .stands
        ),
        Rewriting(
            "grouped by apostrophes",
            "costs 1000.50 euros a month here",
            "costs 1'000.50 euros a month here",
            .stands
        ),
        Rewriting(
            "no zeros at its end",
            "costs 1000.50 euros a month here",
            "costs 1000.5 euros a month here",
            .stands
        ),
        Rewriting(
            "millions",
            "costs 1234567 euros a month here",
            "costs 1,234,567.00 euros a month here",
            .stands
        ),
        Rewriting(
            "grouped as in India",
            "costs 1234567 rupees a month here",
            "costs 12,34,567 rupees a month here",
            .stands
        ),
        Rewriting("an exponent", "draws 1000 watts at full load", "draws 1e3 watts at full load", .stands),
        Rewriting(
            "a negative exponent",
            "leaks 0.00015 litres an hour only",
            "leaks 1.5E-4 litres an hour only",
            .stands
        ),
        Rewriting("no zero before the point", "at p of 0.05 it holds", "at p of .05 it holds", .stands),
        Rewriting("a fraction of three", "it is 1.234 of the whole", "it is 1,234 of the whole", .stands),
        Rewriting("zeros in front", "badge 007 opens all the doors", "badge 7 opens all the doors", .stands),
        Rewriting("a date", "on 12.05.2024 the pump failed", "on 12/5/2024 the pump failed", .stands),
        Rewriting("per cent", "the alloy is 4.2 % scandium", "the alloy is 4,2% scandium", .stands),
        Rewriting("another number, short", "Bearing 6204", "Bearing 6205", .gone),
        Rewriting("ten times as much, short", "draws 100 watts", "draws 10 watts", .gone),
    ]

    static let changed: [Rewriting] = [
        Rewriting("another order", person, "Unit 3 runs Mr. Person, John Q., badge 77-12.", .near),
        Rewriting("one word left out", person, "Mr. John Person, badge 77-12, runs unit 3.", .near),
        Rewriting(
            "words put between",
            person,
            "Mr. John Q. Person, whose badge is 77-12, now runs unit 3.",
            .near
        ),
        Rewriting("another word", person, "Mr. John Q. Person, badge 77-12, heads unit 3.", .near),
        Rewriting(
            "eight of ten among fifteen",
            "a b c d e f g h i j",
            "a x b x c x d x e x f x g x h",
            .near
        ),
        Rewriting(
            "eight of ten among sixteen",
            "a b c d e f g h i j",
            "a x b x c x d x e x f x g x x h",
            .gone
        ),
        Rewriting("seven of ten", "a b c d e f g h i j", "a b c d e f g x x x", .gone),
        Rewriting("each as often as it has it", "a a a a a b c d e f", "a x x b c d e f a x", .gone),
        Rewriting("four of five", "the alloy holds much scandium", "the alloy holds some scandium", .near),
        Rewriting("three of four", "alloy holds much scandium", "alloy holds some scandium", .gone),
        Rewriting("half of it", person, "Mr. John Q. Person works here.", .gone),
        Rewriting("other words", person, "The head of the third unit.", .gone),
        Rewriting("inside a longer word", "red fox", "a bored foxhound", .gone),
    ]

    @Test(arguments: unchanged + numbers + changed)
    func `a passage that is rewritten`(_ rewriting: Rewriting) throws {
        #expect(try Self.choice(rewriting.passage, rewriting.text) == rewriting.choice)
    }

    @Test func `a range that cuts words means them whole`() throws {
        let text = "Pumps wear. Bearing 6204 fails first, they say."
        let passage = try Array(text.utf8).withUnsafeBytes { bytes in
            try #require(Passage(15..<30, of: bytes, key: Self.key))
        }
        #expect(passage == Passage("Bearing 6204 fails", key: Self.key))
        let hits = try PassageSearch([passage], key: Self.key).hits(in: "So a BEARING\n6204 fails.")
        #expect(hits == [PassageSearch.Hit(passage: 0, match: .equal, bytes: 5..<23)])
    }

    @Test func `what a range hides in markup is meant with it`() throws {
        let text = "Figure <img alt=\"Mr. John Q. Person\"> here."
        let passage = try Array(text.utf8).withUnsafeBytes { bytes in
            try #require(Passage(0..<37, of: bytes, key: Self.key))
        }
        let search = PassageSearch([passage], key: Self.key)
        #expect(try search.hits(in: "A figure of pumps.").isEmpty)
        #expect(try search.hits(in: "FIGURE <img alt='Mr John Q Person'/>").map(\.match) == [.equal])
    }

    @Test func `a fingerprint finds what the passage does`() throws {
        let passage = try #require(Passage(Self.person, key: Self.key))
        #expect(passage.fingerprint.count == 8 * 10)
        #expect(Passage(fingerprint: passage.fingerprint) == passage)
        #expect(Passage(fingerprint: []) == nil)
        #expect(Passage(fingerprint: [1, 2, 3]) == nil)
    }
}
