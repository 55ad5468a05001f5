// SPDX-License-Identifier: Apache-2.0
import Tables

/// What the words before a likeness confirm; lines of one text have much the same there, and the latest are
/// kept.
struct NamesBefore {
    private static let mostKept = 4096
    private let names: NameWords
    private var kept: [UInt64: [IdentifierKind]] = [:]
    private var words: [String: IdentifierKind?] = [:]

    init(_ names: NameWords) { self.names = names }

    /// The kinds that the last three words of a text confirm.
    mutating func kinds(in text: Bytes) -> [IdentifierKind] {
        // No name has figures.
        guard !Self.areFigures(text) else { return [] }
        let hash = ByteHash.secret.hash(text)
        if let known = kept[hash] { return known }
        let last = names.words(of: String(decoding: text, as: UTF8.self)).suffix(3)
        let kinds = last.compactMap { kind(of: $0) }
        if kept.count >= Self.mostKept { kept.removeAll(keepingCapacity: true) }
        kept[hash] = kinds
        return kinds
    }

    private mutating func kind(of word: String) -> IdentifierKind? {
        if let known = words[word] { return known }
        let kind = NameHint(column: word, names)?.confirms
        if words.count >= Self.mostKept { words.removeAll(keepingCapacity: true) }
        words[word] = .some(kind)
        return kind
    }

    /// Whether the last three words are numbers, or all are.
    private static func areFigures(_ text: Bytes) -> Bool {
        var (runs, isInside) = (0, false)
        for byte in text.reversed() {
            if Byte.isLetter(byte) || byte >= 0x80 { return false }
            if isInside, !Byte.isDigit(byte) { runs += 1 }
            isInside = Byte.isDigit(byte)
            if runs == 3 { return true }
        }
        return true
    }
}
