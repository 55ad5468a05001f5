// SPDX-License-Identifier: Apache-2.0
import Foundation
import Screening
import Wording

/// The passages to which providers objected, as they stood in the versions that were flagged: those of a
/// finding itself, and those of others that bind it.
struct PassageLookout {
    /// What was flagged, of each that is looked for to the byte: of those of the finding itself, and of
    /// others that have no word.
    private var exact: [Int: Data] = [:]
    /// The places of passages of other findings, of which nothing is told.
    private var foreign: Set<Int> = []
    private let search: PassageSearch
    /// Of all that are there, by their places.
    private let letters: LetterSearch
    /// Which passage each is that is looked for by its words.
    private var places: [Int] = []
    /// Of passages of other findings whose words were not kept yet.
    private(set) var fingerprints: [Int: [UInt8]] = [:]
    /// Passages that are no longer there as they were flagged, so that nobody can say that a text is without
    /// them.
    ///
    /// Words that were kept are looked for all the same, but letters were not kept.
    private(set) var missing: [Int] = []

    /// Reads passages from where they stood, unless their words were kept under the salt.
    init(_ sought: [SoughtPassage], salt: [UInt8]) throws {
        guard let key = WordKey(salt: salt) else { throw UnusableSalt() }
        var passages: [Passage] = []
        var written = [[UInt8]](repeating: [], count: sought.count)
        for (place, each) in sought.enumerated() {
            var passage = each.fingerprint.flatMap(Passage.init(fingerprint:))
            if each.isForeign { foreign.insert(place) }
            // A file that has become shorter is no more the one that was flagged than one that is gone.
            if let text = try each.source?.data(), each.bytes.upperBound <= text.count {
                let said = text.subdata(in: each.bytes)
                written[place] = Array(said)
                if each.fingerprint == nil {
                    passage = text.withUnsafeBytes { Passage(each.bytes, of: $0, key: key) }
                    if each.isForeign { fingerprints[place] = passage?.fingerprint ?? [] }
                }
                if !each.isForeign || passage == nil { exact[place] = said }
            } else {
                missing.append(place)
            }
            guard let passage else { continue }
            places.append(place)
            passages.append(passage)
        }
        search = PassageSearch(passages, key: key)
        letters = LetterSearch(written)
    }

    /// Those that stand in a text, or nearly do where that is asked for, each once; with `looksInside` also
    /// in texts that are in it, packed or encoded.
    ///
    /// - Throws: `PassageSearch.TooMuch` for a text that is made so that comparing takes too long.
    func found(in text: Data, near: Bool, looksInside: Bool) throws -> [FoundPassage] {
        var found: [Int: FoundPassage] = [:]
        try look(in: text, near, into: &found)
        if looksInside {
            try text.withUnsafeBytes { bytes in
                try InnerTexts.forEach(in: bytes) { text, line in
                    try look(in: Data(text), from: line, near, into: &found)
                }
            }
        }
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
            let said = foreign.contains(place) ? nil : exact[place]
            found[place] = FoundPassage(place, match, saying: said, in: text, at: range, from: line)
        }
        let hits = try text.withUnsafeBytes { try search.hits(in: $0, near: near) }
        for hit in hits { note(places[hit.passage], hit.match, hit.bytes) }
        // To the byte as well: of what is no text, and of what begins or ends within a word.
        for (place, bytes) in exact where found[place]?.isNear ?? true && !bytes.isEmpty {
            if let range = text.range(of: bytes) { note(place, .equal, range) }
        }
        for (place, range) in text.withUnsafeBytes({ letters.hits(in: $0) }) { note(place, .equal, range) }
    }

    /// The database has no salt of sixteen bytes.
    private struct UnusableSalt: Error {}
}
