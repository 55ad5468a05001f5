// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Store
import Wording
import Workflow

/// The passages to which providers objected, as they stood in the versions that were flagged: those of a
/// finding itself, and those of others that bind it.
struct FlaggedPassages {
    private let flags: [FlagRecord]
    /// Of each flag of the finding itself, which come first.
    private let bytes: [Data]
    private let search: PassageSearch
    /// The flag of each passage that is looked for by its words.
    private let places: [Int]
    /// Of passages that bind and whose words were not kept yet.
    let fingerprints: [UUID: [UInt8]]
    /// Flags that bind and whose passages are no longer there to be compared with.
    let missing: [FlagRecord]

    /// Reads passages from the files that were flagged, unless their words were kept under the salt.
    init(_ flags: [FlagRecord], binding: [BindingPassage] = [], salt: [UInt8], in store: FileStore) throws {
        guard let key = WordKey(salt: salt) else { throw UnusableSalt() }
        var (bytes, places, passages): ([Data], [Int], [Passage]) = ([], [], [])
        var (fingerprints, missing): ([UUID: [UInt8]], [FlagRecord]) = ([:], [])
        for (place, flag) in flags.enumerated() {
            let source = try Source(flag, in: store)
            bytes.append(source.bytes)
            guard let passage = source.passage(key) else { continue }
            places.append(place)
            passages.append(passage)
        }
        for (place, each) in binding.enumerated() {
            var fingerprint = each.fingerprint
            if fingerprint == nil {
                guard each.flag.part.digest.map(store.contains) ?? true else {
                    missing.append(each.flag)
                    continue
                }
                let made = try Source(each.flag, in: store).passage(key)?.fingerprint ?? []
                fingerprints[each.flag.id] = made
                fingerprint = made
            }
            guard let passage = fingerprint.flatMap(Passage.init(fingerprint:)) else { continue }
            places.append(flags.count + place)
            passages.append(passage)
        }
        self.flags = flags + binding.map(\.flag)
        self.bytes = bytes
        self.places = places
        self.fingerprints = fingerprints
        self.missing = missing
        search = PassageSearch(passages, key: key)
    }

    /// Whether there is nothing to look for.
    var isEmpty: Bool { flags.isEmpty }

    /// Those that stand in a file, or nearly do, each once.
    ///
    /// - Throws: `PassageSearch.TooMuch` for a file that is made so that comparing takes too long, and what
    ///   reading it does.
    func found(inFile path: String, near: Bool = true) throws -> [FoundPassage] {
        guard !isEmpty else { return [] }
        return try found(in: Data(contentsOf: URL(filePath: path), options: .mappedIfSafe), near: near)
    }

    /// The same of what is said of a version: all its texts, one behind the other.
    func found(in description: Description, near: Bool = true) throws -> [FoundPassage] {
        let text = description.members.map(\.text).joined(separator: "\n")
        return try found(in: Data(text.utf8), near: near)
    }

    /// The same of a text.
    func found(in text: Data, near: Bool = true) throws -> [FoundPassage] {
        let hits = try text.withUnsafeBytes { try search.hits(in: $0, near: near) }
        var found = hits.reduce(into: [Int: FoundPassage]()) { found, hit in
            let place = places[hit.passage]
            let said = place < bytes.count ? bytes[place] : nil
            found[place] = FoundPassage(flags[place], hit.match, saying: said, in: text, at: hit.bytes)
        }
        // To the byte as well: of what is no text, and of what begins or ends within a word.
        for (place, bytes) in bytes.enumerated() where found[place]?.isNear ?? true && !bytes.isEmpty {
            guard let range = text.range(of: bytes) else { continue }
            found[place] = FoundPassage(flags[place], .equal, saying: bytes, in: text, at: range)
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }
}

extension FlaggedPassages {
    /// What was flagged, within the text in which it stood.
    private struct Source {
        private let text: Data
        private let range: Range<Int>

        init(_ flag: FlagRecord, in store: FileStore) throws {
            guard let digest = flag.part.digest else {
                text = Data((flag.passage ?? "").utf8)
                range = 0..<text.count
                return
            }
            text = try Data(contentsOf: URL(filePath: store.path(of: digest)), options: .mappedIfSafe)
            let end = min(Int(flag.lastByte) + 1, text.count)
            range = min(Int(flag.firstByte), end)..<end
        }

        var bytes: Data { text.subdata(in: range) }

        func passage(_ key: WordKey) -> Passage? {
            text.withUnsafeBytes { Passage(range, of: $0, key: key) }
        }
    }

    /// The database has no salt of sixteen bytes.
    private struct UnusableSalt: Error {}
}

/// A flagged passage that stands in a text, or nearly does.
struct FoundPassage {
    let flag: FlagRecord
    let match: PassageSearch.Match
    let line: Int
    /// The passage as it was flagged, in a line and cut short; `nil` for one of another finding.
    let flagged: String?
    /// What stands in the text, likewise.
    let standing: String

    init(
        _ flag: FlagRecord,
        _ match: PassageSearch.Match,
        saying passage: Data?,
        in text: Data,
        at range: Range<Int>
    ) {
        self.flag = flag
        self.match = match
        line = 1 + text[..<range.lowerBound].count { $0 == 0x0A }
        flagged = passage.map(Self.excerpt)
        standing = Self.excerpt(text[range])
    }

    /// Whether the text has most of its words only.
    var isNear: Bool { match != .equal }

    /// Whether it had to go from another finding.
    var isForeign: Bool { flagged == nil }

    /// Whether it had to go.
    var isForbidden: Bool { isForeign || flag.state.forbidsPassage }

    private static func excerpt(_ bytes: Data) -> String {
        let text = String(decoding: bytes.prefix(1200), as: UTF8.self)
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > 300 || bytes.count > 1200 ? "\(words.prefix(300))…" : words
    }
}
