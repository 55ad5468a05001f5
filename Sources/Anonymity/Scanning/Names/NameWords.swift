// SPDX-License-Identifier: Apache-2.0

/// The words by which columns are known, of the packs that are looked for.
///
/// All are in small letters without accents, with `ae` for `ä`, as `words(of:)` gives them.
struct NameWords: Sendable {
    /// Words that name a direct identifier in whatever company; also written as two or three (`tail num`).
    var always: Set<String> = []
    /// Words that name one only when nothing but qualifiers stands beside them.
    var alone: Set<String> = []
    var qualifiers: Set<String> = []
    var keys: Set<String> = []
    /// Words between others that are left out (`date of birth`, `numéro de série`).
    var fillers: Set<String> = []
    /// Beginnings of German compounds that name one with one of `endings` (`Kunden` and `nummer`).
    var stems: Set<String> = []
    var endings: [String] = []
    /// Found anywhere in a name, of languages that put no blanks between words.
    var inside: [String] = []
    /// What follows one of those in a name that counts or classifies (`客户数量`).
    var countings: [String] = []
    /// Words that name a place on a map if the values are such.
    var places: Set<String> = []
    /// Of `always`, `alone` and `inside`: days of birth.
    var births: Set<String> = []
    /// The kind that a word confirms when values only look like it.
    var confirmed: [String: IdentifierKind] = [:]

    static let all = NameWords(of: .all)

    /// Those of some packs.
    init(of packs: IdentifierPacks) {
        add(.common)
        if packs.contains(.de) { add(.de) }
        if packs.contains(.fr) { add(.fr) }
        if packs.contains(.es) { add(.es) }
        if packs.contains(.uk) { add(.uk) }
        if packs.contains(.us) { add(.us) }
        if packs.contains(.cn) { add(.cn) }
        if packs.contains(.industry) { add(.industry) }
    }

    init() {}

    private mutating func add(_ other: NameWords) {
        always.formUnion(other.always)
        alone.formUnion(other.alone)
        qualifiers.formUnion(other.qualifiers)
        keys.formUnion(other.keys)
        fillers.formUnion(other.fillers)
        stems.formUnion(other.stems)
        endings += other.endings
        inside += other.inside
        countings += other.countings
        places.formUnion(other.places)
        births.formUnion(other.births)
        confirmed.merge(other.confirmed) { one, _ in one }
    }
}

extension NameWords {
    /// The word of a name that names an identifier in whatever company.
    func certain(in name: String, _ words: [String]) -> String? {
        if let word = words.first(where: { always.contains($0) || isCompound($0) }) { return word }
        guard let word = inside.first(where: name.contains), !countings.contains(where: name.hasSuffix) else {
            return nil
        }
        return word
    }

    /// `x` and `utm x`, but not `x speed`.
    func isOfPlace(_ word: String) -> Bool { places.contains(word) || Self.besidePlaces.contains(word) }

    private static let besidePlaces: Set = ["coord", "coordinate", "e", "n", "east", "north", "zone", "pos"]

    private func isCompound(_ word: String) -> Bool {
        endings.contains { ending in
            word.hasSuffix(ending) && stems.contains(String(word.dropLast(ending.count)))
        }
    }

    /// Words in small letters without accents, split where letters and digits stop, where a capital follows a
    /// small letter, and where the script changes.
    func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var previous: Character = " "
        func end() {
            if !word.isEmpty, !fillers.contains(word) { words.append(word) }
            word = ""
        }
        for character in name {
            let isLetter = character.isLetter
            let isHump = character.isUppercase && previous.isLowercase
            let isEdge =
                character.isNumber != previous.isNumber
                || isLetter && previous.isLetter && Self.isLatin(character) != Self.isLatin(previous)
            // `S/N` is one word.
            let isInside = character == "/" && word == "s"
            if isHump || isEdge && !isInside { end() }
            if isLetter || character.isNumber {
                word += Self.folded(character)
            } else if !isInside {
                end()
            }
            previous = character
        }
        end()
        return joined(words)
    }

    private static func isLatin(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { $0.value < 0x2E80 }
    }

    private static func folded(_ character: Character) -> String {
        let small = character.lowercased()
        return Character(small).isASCII ? small : accents[small] ?? small
    }

    private static let accents: [String: String] = {
        let plain = [
            "a": "àáâãå", "c": "ç", "e": "éèêë", "i": "íìîï", "n": "ñ", "o": "óòôõº", "u": "úùû", "y": "ýÿ",
            "ae": "äæ", "oe": "öœø", "ue": "ü", "ss": "ß",
        ]
        return Dictionary(
            uniqueKeysWithValues: plain.flatMap { plain, accented in accented.map { (String($0), plain) } }
        )
    }()

    /// `e-mail`, `tail num` and `social security number` are one word each.
    private func joined(_ words: [String]) -> [String] {
        var result: [String] = []
        var index = 0
        while index < words.count {
            let count = [3, 2].first { count in
                index + count <= words.count && always.contains(words[index..<index + count].joined())
            }
            result.append(words[index..<index + (count ?? 1)].joined())
            index += count ?? 1
        }
        return result
    }
}
