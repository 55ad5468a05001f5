// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Folds characters outside ASCII: to their compatibility form, without case, without what shows nothing
/// or is only added to a letter, and to the letter that they look like.
///
/// They are decomposed (NFKD): two texts have the same composed form (NFKC) exactly when they have the
/// same decomposed one, and that can be had character by character. Each is worked out once.
struct ScalarFolding {
    private var units: [Unit] = []
    /// For each character of the basic plane the place of its units and how many there are; 0 is unknown.
    private var basic = [UInt32](repeating: 0, count: 0x10000)
    private var others: [UInt32: Range<Int>] = [:]

    /// The units of a character, without places; none for one that vanishes.
    mutating func units(of scalar: Unicode.Scalar) -> ArraySlice<Unit> {
        if scalar.value < 0x10000 {
            let entry = basic[Int(scalar.value)]
            if entry != 0 {
                let first = Int(entry >> 5) - 1
                return units[first..<first + Int(entry & 31)]
            }
        } else if let known = others[scalar.value] {
            return units[known]
        }
        let first = units.count
        units += Self.folded(scalar)
        if scalar.value < 0x10000 {
            basic[Int(scalar.value)] = UInt32(first + 1) << 5 | UInt32(units.count - first)
        } else {
            others[scalar.value] = first..<units.count
        }
        return units[first...]
    }

    private static func folded(_ scalar: Unicode.Scalar) -> [Unit] {
        var text = String(scalar).decomposedStringWithCompatibilityMapping
        // By way of upper case and back, as case folding has it: ß, ẞ and ss are one, and the three sigmas.
        for mapping in [\Unicode.Scalar.Properties.lowercaseMapping, \.uppercaseMapping, \.lowercaseMapping] {
            text = text.unicodeScalars.reduce(into: "") { $0 += $1.properties[keyPath: mapping] }
        }
        // No character's form has more than eighteen.
        return text.decomposedStringWithCompatibilityMapping.unicodeScalars.prefix(31).compactMap(unit)
    }

    private static func unit(of scalar: Unicode.Scalar) -> Unit? {
        let properties = scalar.properties
        let category = properties.generalCategory
        if category == .format || properties.isDefaultIgnorableCodePoint || isAccent(scalar) { return nil }
        var value = Lookalikes.latin[scalar]?.value ?? scalar.value
        let kind: Unit.Kind
        switch (scalar, category) {
        case (".", _), (",", _), ("\u{66B}", _), ("\u{66C}", _):
            kind = .point
            if value == 0x66B { value = 0x2E }
            if value == 0x66C { value = 0x2C }
        case ("'", _), ("\u{2018}", _), ("\u{2019}", _), ("\u{2BC}", _), ("\u{2032}", _): kind = .apostrophe
        case ("+", _): kind = .sign
        case (_, .dashPunctuation), ("\u{2212}", _):
            kind = .sign
            value = 0x2D
        case (_, .decimalNumber):
            kind = .digit
            value = 0x30 + UInt32(properties.numericValue ?? 0)
        case (_, .nonspacingMark), (_, .spacingMark), (_, .enclosingMark): kind = .mark
        case (_, .lineSeparator), (_, .paragraphSeparator), ("\u{85}", _): kind = .lineEnd
        case _ where properties.isAlphabetic || category == .letterNumber || category == .otherNumber:
            kind = isWithoutBlanks(scalar) ? .ideograph : .letter
        default: kind = .separator
        }
        return Unit(kind: kind, scalar: value, start: 0, end: 0)
    }

    /// Marks that letters of any script may have: é is compared as e.
    private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x300...0x36F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true
        default: false
        }
    }

    private static func isWithoutBlanks(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Thai, Lao and Tibetan; Burmese; Khmer; kana.
        case 0xE00...0xFFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x31F0...0x31FF: true
        default: scalar.properties.isIdeographic
        }
    }
}

/// Small letters of other scripts that are drawn as a Latin one is, or whose capitals are (after the
/// confusables of Unicode's technical standard 39).
///
/// Of a text in such a script they make other letters, but of every spelling of it the same ones.
enum Lookalikes {
    static let latin: [Unicode.Scalar: Unicode.Scalar] = {
        let pairs =
            "аaвbеeһhіiјjкkӏlмmнhоoрpсcѕsтtуyхxԁdԛqԝwɡg"  // Cyrillic, and one of Latin
            + "αaβbεeζzηnιiκkνvοoρpτtυyχxϲc"  // Greek
        let scalars = Array(pairs.unicodeScalars)
        return stride(from: 0, to: scalars.count, by: 2).reduce(into: [:]) {
            $0[scalars[$1]] = scalars[$1 + 1]
        }
    }()
}
