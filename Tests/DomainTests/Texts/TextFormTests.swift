// SPDX-License-Identifier: Apache-2.0
import Domain
import Testing

/// What people may write.
@Suite struct TextFormTests {
    @Test(arguments: [
        "", "Wear of pumps", "Größe", "شلال", "\u{200F}שלום", "نمی\u{200C}خواهم", "👩‍🔬", "\u{0301}", "🫖",
        "a\u{FE0F}", "\u{E000}", " padded ",
    ]) func `what people write stands in either form`(text: String) {
        for form in TextForm.allCases { #expect(form.fault(in: text) == nil, "\(form)") }
    }

    @Test func `each kind of character that misleads is refused by its name`() {
        let cases: [(String, TextForm.Fault?, TextForm.Fault?)] = [
            ("a\tb", .controlCharacter, nil), ("a\nb", .controlCharacter, nil),
            ("a\rb", .controlCharacter, .controlCharacter), ("a\r\nb", .controlCharacter, .controlCharacter),
            ("a\u{7}b", .controlCharacter, .controlCharacter),
            ("a\u{0}b", .controlCharacter, .controlCharacter),
            ("a\u{7F}b", .controlCharacter, .controlCharacter),
            ("a\u{85}b", .controlCharacter, .controlCharacter),
            ("a\u{2028}b", .controlCharacter, nil), ("a\u{2029}b", .controlCharacter, nil),
            ("trojan \u{202E}reversed", .bidirectional, .bidirectional),
            ("\u{202A}a\u{202C}", .bidirectional, .bidirectional),
            ("\u{2066}a\u{2069}", .bidirectional, .bidirectional),
            ("a\u{2067}b", .bidirectional, .bidirectional),
            ("a\u{FFFE}", .noncharacter, .noncharacter), ("a\u{FFFF}", .noncharacter, .noncharacter),
            ("a\u{1FFFE}", .noncharacter, .noncharacter), ("a\u{10FFFF}", .noncharacter, .noncharacter),
        ]
        // No literal may have these.
        let more = [0xFDD0, 0xFDEF].compactMap { Unicode.Scalar($0 as UInt32) }.map {
            scalar -> (String, TextForm.Fault?, TextForm.Fault?) in
            ("a\(scalar)", .noncharacter, .noncharacter)
        }
        #expect(more.count == 2)
        for (text, line, lines) in cases + more {
            #expect(TextForm.line.fault(in: text) == line, "\(text.debugDescription)")
            #expect(TextForm.lines.fault(in: text) == lines, "\(text.debugDescription)")
        }
    }

    @Test(arguments: [
        " ", "   ", "\u{A0}", "\u{3000}", "\u{200B}", "\u{2060}\u{FEFF}", "\u{AD}", "\u{3164}", "\u{115F}",
        "\u{2800}",
        "\u{200F}", "\u{E0041}", "\u{FE0F}", "\u{180E}",
    ]) func `what shows nothing is blank`(text: String) {
        for form in TextForm.allCases { #expect(form.fault(in: text) == .blank) }
        #expect(TextForm.lines.fault(in: "\n\t" + text) == .blank)
        #expect(TextForm.line.fault(in: text + "x") == nil)
    }

    @Test func `ranges without others have what is left`() {
        let left = ScalarRanges.blank - TextForm.line.refused
        var wrong: [Unicode.Scalar] = []
        for scalar in (0...0xFFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init) {
            let isLeft = ScalarRanges.blank.contains(scalar) && !TextForm.line.refused.contains(scalar)
            if left.contains(scalar) != isLeft { wrong.append(scalar) }
        }
        #expect(wrong == [])
        #expect((left - left).ranges == [])
    }

    @Test
    func `whatever Unicode calls white, ignorable or a format shows nothing, but for signs that are drawn`() {
        // Signs above numbers, and the joints of hieroglyphs.
        let drawn: [ClosedRange<UInt32>] = [
            0x0600...0x0605, 0x06DD...0x06DD, 0x070F...0x070F, 0x0890...0x0891, 0x08E2...0x08E2,
            0x110BD...0x110BD, 0x110CD...0x110CD, 0x13430...0x1343F,
        ]
        var wrong: [Unicode.Scalar] = []
        for value in (0 as UInt32)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let has = scalar.properties
            let isBlank =
                has.isWhitespace || has.isDefaultIgnorableCodePoint
                || has.generalCategory == .format && !drawn.contains { $0.contains(value) }
            let isRight =
                (!isBlank || ScalarRanges.blank.contains(scalar))
                && ScalarRanges.controls.contains(scalar) == (has.generalCategory == .control)
                && (!has.isNoncharacterCodePoint || TextForm.line.refused.contains(scalar))
            if !isRight { wrong.append(scalar) }
        }
        #expect(wrong == [])
    }
}
