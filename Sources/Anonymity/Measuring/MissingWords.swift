// SPDX-License-Identifier: Apache-2.0
import Tables

/// The cells that hold no value: blank ones, and the words that people and programs write instead.
package struct MissingWords: Hashable, Sendable {
    /// What programs write, spreadsheets among them.
    private static let usual = MissingCell.words.union(["#N/A"])

    /// The words of the table's owner.
    let further: [String]
    private let keys: Set<String>
    /// The bytes of the longest key, so that most values are settled by their length.
    private let longest: Int

    /// Words of the table's owner beside the usual ones; upper and lower case and blanks around them make no
    /// difference.
    package init(further words: [String] = []) {
        further = words
        keys = Set(Self.usual.union(words).map { SpelledValue.key(of: $0) })
        longest = keys.reduce(0) { max($0, $1.utf8.count) }
    }

    /// Whether a cell that says this holds no value.
    func contain(_ text: String) -> Bool { keys.contains(SpelledValue.key(of: text)) }

    /// Whether the value with this key, made by `SpelledValue`, is missing.
    func contain(_ key: Bytes) -> Bool {
        key.count <= longest && keys.contains(String(decoding: key, as: UTF8.self))
    }
}
