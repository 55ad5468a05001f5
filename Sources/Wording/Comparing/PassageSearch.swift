// SPDX-License-Identifier: Apache-2.0

/// Looks for passages in texts, each read with its markup and, where markup may hide something,
/// without it being markup.
package struct PassageSearch: Sendable {
    /// How a passage is found.
    package enum Match: Hashable, Sendable {
        /// Its words stand one behind the other.
        case equal
        /// So many of its words stand within one and a half times its length.
        case near(common: Int)
    }

    /// A passage that a text has.
    package struct Hit: Hashable, Sendable {
        /// Its place among the passages that are looked for.
        package let passage: Int
        package let match: Match
        /// Where it stands.
        package let bytes: Range<Int>
    }

    /// The text is made so that comparing takes too long; it was not compared.
    package struct TooMuch: Error {
        package init() {}
    }

    private let passages: [Passage]
    private let key: WordKey
    private let effort: Int
    private let batch: Int

    /// Looks for passages whose words were hashed with the same key.
    ///
    /// - Parameters:
    ///   - effort: How many words may be looked at for nearness, beyond reading the text.
    ///   - batch: How many words of a text are held at once, at least.
    package init(
        _ passages: [Passage],
        key: WordKey,
        effort: Int = 1_000_000_000,
        batch: Int = 1 << 22
    ) {
        self.passages = passages
        self.key = key
        self.effort = effort
        self.batch = batch
    }

    /// The passages that stand in a text, each once: equal, or near where that is asked for.
    package func hits(
        in text: UnsafeRawBufferPointer,
        near: Bool = true
    ) throws(TooMuch) -> [Hit] {
        guard !passages.isEmpty else { return [] }
        var search = Search(passages, key, near: near, effort)
        let hasHidden = try search.read(text, .rendered, key, batch)
        if hasHidden { _ = try search.read(text, .plain, key, batch) }
        return search.hits.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The same of a text in memory.
    package func hits(in text: String, near: Bool = true) throws(TooMuch) -> [Hit] {
        let found = Array(text.utf8).withUnsafeBytes { bytes -> Result<[Hit], TooMuch> in
            do throws(TooMuch) {
                return .success(try hits(in: bytes, near: near))
            } catch {
                return .failure(error)
            }
        }
        return try found.get()
    }
}

extension PassageSearch {
    private struct Search {
        private let passages: [Passage]
        private var equal: EqualSearch
        private var near: NearSearch?
        private var effort: Int
        /// The longest stretch that a match may take.
        private let reach: Int
        var hits: [Int: Hit] = [:]

        init(_ passages: [Passage], _ key: WordKey, near: Bool, _ effort: Int) {
            self.passages = passages
            equal = EqualSearch(passages, key: key)
            self.near = near ? NearSearch(passages) : nil
            self.effort = effort
            reach = passages.reduce(0) { max($0, $1.words.count, $1.nearWidth) }
        }

        /// Reads a text batch by batch, each with the end of the one before; whether markup hides something.
        mutating func read(
            _ text: UnsafeRawBufferPointer,
            _ reading: Words.Reading,
            _ key: WordKey,
            _ batch: Int
        ) throws(TooMuch) -> Bool {
            var scanner = WordScanner(text, reading, key: key)
            var words = Words()
            var goesOn = true
            while goesOn {
                words.keepLast(reach)
                goesOn = scanner.read(into: &words, upTo: max(batch, reach * 4))
                try look(at: words)
            }
            return scanner.hasHidden
        }

        private mutating func look(at words: Words) throws(TooMuch) {
            var hits = self.hits
            equal.search(words.hashes) { passage, range in
                hits[passage] = Hit(passage: passage, match: .equal, bytes: words.bytes(of: range))
            }
            self.hits = hits
            guard var near else { return }
            self.near = nil
            defer { self.near = near }
            near.read(words.hashes)
            for index in passages.indices {
                let known = self.hits[index]?.match
                if known == .equal { continue }
                guard let match = try near.match(index, effort: &effort) else { continue }
                if case .near(let common) = known, common >= match.common { continue }
                self.hits[index] = Hit(
                    passage: index,
                    match: .near(common: match.common),
                    bytes: words.bytes(of: match.words)
                )
            }
        }
    }
}
