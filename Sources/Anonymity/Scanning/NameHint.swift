// SPDX-License-Identifier: Apache-2.0

/// What a column's name says about its cells.
struct NameHint: Equatable {
    enum Strength: Equatable {
        /// Names a direct identifier (`serial_no`, `operator`, `E-Mail`).
        case identifier
        /// Names a key (`id`, `number`): an identifier if its values are near-unique.
        case key
    }

    let strength: Strength
    /// The word that gave it away.
    let word: String
    /// The kind whose likeness the name confirms.
    let confirms: IdentifierKind?
}

extension NameHint {
    init?(column: String) {
        let words = Self.words(of: column)
        if let word = words.first(where: Self.always.contains) {
            self.init(strength: .identifier, word: word, confirms: Self.confirmed[word])
            return
        }
        // `operator` and `operator id` name a person; `plate thickness` does not name a number plate.
        let core = words.filter { !Self.qualifiers.contains($0) && Int($0) == nil }
        if let word = core.first, core.allSatisfy(Self.alone.contains) {
            self.init(strength: .identifier, word: word, confirms: Self.confirmed[word])
            return
        }
        guard let word = words.first(where: Self.keys.contains) else { return nil }
        self.init(strength: .key, word: word, confirms: nil)
    }

    /// Words in lower case, split where letters and digits stop and where a capital follows a small letter.
    static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var previous: Character = " "
        for character in name {
            let isHump = character.isUppercase && previous.isLowercase
            let isNumberEdge = character.isNumber != previous.isNumber
            if isHump || isNumberEdge, !word.isEmpty {
                words.append(word)
                word = ""
            }
            if character.isLetter || character.isNumber {
                word += character.lowercased()
            } else if !word.isEmpty {
                words.append(word)
                word = ""
            }
            previous = character
        }
        if !word.isEmpty { words.append(word) }
        return joined(words)
    }

    /// `e-mail`, `tail num` and `first name` are one word each.
    private static func joined(_ words: [String]) -> [String] {
        var result: [String] = []
        for word in words {
            if let last = result.last, pairs.contains(last + word) {
                result[result.count - 1] = last + word
            } else {
                result.append(word)
            }
        }
        return result
    }
}
