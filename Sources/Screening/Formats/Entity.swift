// SPDX-License-Identifier: Apache-2.0
import Tables

/// A sign that is written by its name or number.
enum Entity {
    private static let names: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "ndash": "\u{2013}",
        "mdash": "\u{2014}", "shy": "\u{AD}", "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö",
        "Uuml": "Ü", "szlig": "ß", "eacute": "é", "egrave": "è", "minus": "\u{2212}", "plusmn": "±",
    ]

    static func read(_ text: Bytes, _ start: Int) -> (Unicode.Scalar, Int)? {
        var end = start + 1
        while end < text.count, end - start < 12, text[end] != Byte.semicolon { end += 1 }
        guard end < text.count, text[end] == Byte.semicolon else { return nil }
        let name = String(decoding: text.part(start + 1..<end), as: UTF8.self)
        let length = end - start + 1
        if name.hasPrefix("#x") || name.hasPrefix("#X") {
            return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init).map { ($0, length) }
        }
        if name.hasPrefix("#") {
            return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init).map { ($0, length) }
        }
        return names[name].map { ($0, length) }
    }
}
