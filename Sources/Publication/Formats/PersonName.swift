// SPDX-License-Identifier: Apache-2.0

/// A name in two parts, as bibliographies want it.
///
/// A document has names as their bearers write them. `Family, Given` is taken at its word; otherwise the last
/// word is the family's, which is wrong for some names: their bearers write them with the comma.
struct PersonName {
    let family: String
    let given: String?

    init(_ text: String) {
        if let comma = text.firstIndex(of: ",") {
            let before = Self.trimmed(text[..<comma])
            let after = Self.trimmed(text[text.index(after: comma)...])
            family = before.isEmpty ? after : before
            given = before.isEmpty || after.isEmpty ? nil : after
        } else {
            let words = text.split(separator: " ")
            family = words.last.map(String.init) ?? text
            given = words.count > 1 ? words.dropLast().joined(separator: " ") : nil
        }
    }

    /// `Family, Given`.
    var inverted: String { given.map { "\(family), \($0)" } ?? family }

    private static func trimmed(_ text: Substring) -> String {
        text.split(separator: " ").joined(separator: " ")
    }
}
