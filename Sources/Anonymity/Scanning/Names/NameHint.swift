// SPDX-License-Identifier: Apache-2.0

/// What a column's name says about its cells.
struct NameHint: Equatable {
    enum Strength: Equatable {
        /// Names a direct identifier (`serial_no`, `operator`, `E-Mail`).
        case identifier
        /// Names a place on a map, if the values are such (`x`, `utm_e`).
        case place
        /// Names a key (`id`, `number`): an identifier if its values are near-unique.
        case key
    }

    let strength: Strength
    /// The word that gave it away.
    let word: String
    /// The kind whose likeness the name confirms.
    let confirms: IdentifierKind?
    /// Whether the column holds days of birth, which are written as any other days.
    var isOfBirth = false

    /// `x` or `y` when the name is nothing else.
    var axis: String? { strength == .place && word.utf8.count == 1 ? word : nil }
}

extension NameHint {
    init?(column: String, _ names: NameWords = .all) {
        let words = names.words(of: column)
        if let word = names.certain(in: column, words) {
            self.init(
                strength: .identifier,
                word: word,
                confirms: names.confirmed[word],
                isOfBirth: names.births.contains(word)
            )
            return
        }
        // `operator` and `operator id` name a person; `plate thickness` does not name a number plate.
        let core = words.filter { !names.qualifiers.contains($0) && Int($0) == nil }
        if let word = core.first, core.allSatisfy(names.alone.contains) {
            let kind = core.compactMap { names.confirmed[$0] }.first
            let isOfBirth = core.contains(where: names.births.contains)
            self.init(strength: .identifier, word: word, confirms: kind, isOfBirth: isOfBirth)
            return
        }
        if let word = core.first(where: { names.places.contains($0) }), core.allSatisfy(names.isOfPlace) {
            self.init(
                strength: .place,
                word: core.count == 1 ? word : core.joined(separator: " "),
                confirms: .coordinates
            )
            return
        }
        guard let word = words.first(where: names.keys.contains) else { return nil }
        self.init(strength: .key, word: word, confirms: nil)
    }
}
