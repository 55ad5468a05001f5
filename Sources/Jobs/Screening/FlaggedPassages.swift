// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Screening
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
    /// Of all flags, in their order.
    private let letters: LetterSearch
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
        var said: [[UInt8]] = []
        for (place, flag) in flags.enumerated() {
            let source = try Source(flag, in: store)
            bytes.append(source.bytes)
            said.append(Array(source.bytes))
            guard let passage = source.passage(key) else { continue }
            places.append(place)
            passages.append(passage)
        }
        for (place, each) in binding.enumerated() {
            var fingerprint = each.fingerprint
            let isThere = each.flag.part.digest.map(store.contains) ?? true
            let source = isThere ? try Source(each.flag, in: store) : nil
            said.append(source.map { Array($0.bytes) } ?? [])
            if fingerprint == nil {
                guard let source else {
                    missing.append(each.flag)
                    continue
                }
                let made = source.passage(key)?.fingerprint ?? []
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
        letters = LetterSearch(said)
    }

    /// Whether there is nothing to look for.
    var isEmpty: Bool { flags.isEmpty }

    /// Those that stand in a file, or in a text inside it, or nearly do, each once.
    ///
    /// - Throws: `PassageSearch.TooMuch` for a file that is made so that comparing takes too long, and what
    ///   reading it does.
    func found(inFile path: String, near: Bool = true) throws -> [FoundPassage] {
        guard !isEmpty else { return [] }
        let file = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        var found: [Int: FoundPassage] = [:]
        try look(in: file, near, into: &found)
        try file.withUnsafeBytes { bytes in
            try InnerTexts.forEach(in: bytes) { text, line in
                try look(in: Data(text), from: line, near, into: &found)
            }
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The same of what is said of a version: all its texts, one behind the other.
    func found(in description: Description, near: Bool = true) throws -> [FoundPassage] {
        let text = description.members.map(\.text).joined(separator: "\n")
        return try found(in: Data(text.utf8), near: near)
    }

    /// The same of a text, as it is written.
    func found(in text: Data, near: Bool = true) throws -> [FoundPassage] {
        var found: [Int: FoundPassage] = [:]
        try look(in: text, near, into: &found)
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Looks through a text that begins at a line of its file; what stands counts more than what nearly does.
    private func look(
        in text: Data,
        from line: Int = 1,
        _ near: Bool,
        into found: inout [Int: FoundPassage]
    ) throws {
        func note(_ place: Int, _ match: PassageSearch.Match, _ range: Range<Int>) {
            guard found[place]?.isNear ?? true, match == .equal || found[place] == nil else { return }
            let said = place < bytes.count ? bytes[place] : nil
            found[place] = FoundPassage(flags[place], match, saying: said, in: text, at: range, from: line)
        }
        let hits = try text.withUnsafeBytes { try search.hits(in: $0, near: near) }
        for hit in hits { note(places[hit.passage], hit.match, hit.bytes) }
        // To the byte as well: of what is no text, and of what begins or ends within a word.
        for (place, bytes) in bytes.enumerated() where found[place]?.isNear ?? true && !bytes.isEmpty {
            if let range = text.range(of: bytes) { note(place, .equal, range) }
        }
        for (place, range) in text.withUnsafeBytes({ letters.hits(in: $0) }) { note(place, .equal, range) }
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
        at range: Range<Int>,
        from line: Int
    ) {
        self.flag = flag
        self.match = match
        self.line = line + text[..<range.lowerBound].count { $0 == 0x0A }
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
