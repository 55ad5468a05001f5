// SPDX-License-Identifier: Apache-2.0

/// Finds where most of a passage's words stand close together, in any order.
///
/// A text that is near has one at least of any words that are more than a fifth of the passage; so it is
/// looked at only around those of them that are rarest in it.
struct NearSearch {
    /// A stretch of a text, and how many of the passage's words it has.
    struct Match {
        let words: Range<Int>
        let common: Int
    }

    private let passages: [Passage]
    private var numbers: [UInt64: Int32] = [:]
    private var sieve: Sieve
    /// Of the text: each word's number, -1 for one that no passage has.
    private var text: [Int32] = []
    private var places: WordPlaces
    /// Of the passage that is looked for: how often it has a word, and how often the window has it.
    private var wanted: [Int32] = []
    private var present: [Int32] = []

    init(_ passages: [Passage]) {
        self.passages = passages
        sieve = Sieve(for: passages.reduce(0) { $0 + $1.words.count })
        for passage in passages where passage.words.count >= Passage.fewestForNear {
            for word in passage.words where numbers[word] == nil {
                numbers[word] = Int32(numbers.count)
                sieve.insert(word)
            }
        }
        wanted = Array(repeating: 0, count: numbers.count)
        present = wanted
        places = WordPlaces(numbers.count)
    }

    /// Takes another text.
    mutating func read(_ words: [UInt64]) {
        text.removeAll(keepingCapacity: true)
        text.reserveCapacity(words.count)
        for word in words {
            text.append(sieve.mayContain(word) ? numbers[word] ?? -1 : -1)
        }
        places.read(text)
    }

    /// The stretch of the text that has most of a passage's words; `nil` when none has enough.
    ///
    /// - Parameter effort: How many words may be looked at; what was looked at is taken off.
    /// - Throws: ``PassageSearch/TooMuch`` once that is used up.
    mutating func match(_ index: Int, effort: inout Int) throws(PassageSearch.TooMuch) -> Match? {
        let passage = passages[index]
        guard passage.words.count >= Passage.fewestForNear else { return nil }
        var distinct: [Int32] = []
        for word in passage.words {
            guard let number = numbers[word] else { continue }
            if wanted[Int(number)] == 0 { distinct.append(number) }
            wanted[Int(number)] += 1
        }
        defer { for number in distinct { wanted[Int(number)] = 0 } }
        let most = distinct.reduce(0) { $0 + min(places.count(of: $1), Int(wanted[Int($1)])) }
        guard most >= passage.enoughForNear else { return nil }
        distinct.sort { (places.count(of: $0), $0) < (places.count(of: $1), $1) }
        var best: Match?
        for stretch in stretches(around: distinct, passage) {
            effort -= stretch.count
            guard effort >= 0 else { throw PassageSearch.TooMuch() }
            let found = slide(over: stretch, passage.nearWidth)
            if let found, found.common >= passage.enoughForNear, found.common > best?.common ?? 0 {
                best = found
            }
        }
        return best
    }

    /// What is within reach of the passage's rarest words, of which so many are taken that a near text has
    /// one.
    private func stretches(around rarest: [Int32], _ passage: Passage) -> [Range<Int>] {
        var missing = passage.words.count - passage.enoughForNear + 1
        var anchors: [UInt32] = []
        for number in rarest {
            anchors += places.of(number)
            missing -= Int(wanted[Int(number)])
            if missing <= 0 { break }
        }
        anchors.sort()
        var stretches: [Range<Int>] = []
        let reach = passage.nearWidth - 1
        for anchor in anchors {
            let stretch = max(0, Int(anchor) - reach)..<min(text.count, Int(anchor) + reach + 1)
            if let last = stretches.last, last.upperBound >= stretch.lowerBound {
                stretches[stretches.count - 1] = last.lowerBound..<stretch.upperBound
            } else {
                stretches.append(stretch)
            }
        }
        return stretches
    }

    private mutating func slide(over stretch: Range<Int>, _ width: Int) -> Match? {
        let best = text.withUnsafeBufferPointer { text in
            wanted.withUnsafeBufferPointer { wanted in
                present.withUnsafeMutableBufferPointer { present in
                    Self.slide(over: stretch, width, text, wanted, present)
                }
            }
        }
        return best.map(trimmed)
    }

    /// Counts what a window of a width has in common with the passage, at each place of a stretch; what it
    /// has counted in `present` it takes back.
    private static func slide(
        over stretch: Range<Int>,
        _ width: Int,
        _ text: UnsafeBufferPointer<Int32>,
        _ wanted: UnsafeBufferPointer<Int32>,
        _ present: UnsafeMutableBufferPointer<Int32>
    ) -> Match? {
        var common = 0
        var (most, place) = (0, 0..<0)
        var low = stretch.lowerBound
        for high in stretch.lowerBound..<stretch.upperBound + width {
            if high >= stretch.lowerBound + width {
                let number = Int(text[low])
                low += 1
                if number >= 0, wanted[number] > 0 {
                    if present[number] <= wanted[number] { common -= 1 }
                    present[number] -= 1
                }
                if low == stretch.upperBound { break }
            }
            guard high < stretch.upperBound else { continue }
            let number = Int(text[high])
            guard number >= 0, wanted[number] > 0 else { continue }
            present[number] += 1
            if present[number] <= wanted[number] { common += 1 }
            if common > most { (most, place) = (common, low..<high + 1) }
        }
        return most > 0 ? Match(words: place, common: most) : nil
    }

    /// Without what stands at its beginning and is not needed; it ends with a word that is.
    private func trimmed(_ match: Match) -> Match {
        var counts: [Int32: Int32] = [:]
        for number in text[match.words] { counts[number, default: 0] += 1 }
        var first = match.words.lowerBound
        while first + 1 < match.words.upperBound {
            let number = text[first]
            let needed = number >= 0 ? wanted[Int(number)] : 0
            guard let count = counts[number], count > needed else { break }
            counts[number] = count - 1
            first += 1
        }
        return Match(words: first..<match.words.upperBound, common: match.common)
    }
}

/// Where each of some words stands in a text.
struct WordPlaces {
    private let numbers: Int
    /// Where the places of each begin; the end behind them.
    private var first: [UInt32] = []
    private var places: [UInt32] = []

    init(_ numbers: Int) { self.numbers = numbers }

    mutating func read(_ text: [Int32]) {
        first = Array(repeating: 0, count: numbers + 1)
        for number in text where number >= 0 { first[Int(number) + 1] += 1 }
        for number in 0..<numbers { first[number + 1] += first[number] }
        places = Array(repeating: 0, count: Int(first.last ?? 0))
        var next = first
        for (place, number) in text.enumerated() where number >= 0 {
            places[Int(next[Int(number)])] = UInt32(truncatingIfNeeded: place)
            next[Int(number)] += 1
        }
    }

    func count(of number: Int32) -> Int { Int(first[Int(number) + 1]) - Int(first[Int(number)]) }

    func of(_ number: Int32) -> ArraySlice<UInt32> {
        places[Int(first[Int(number)])..<Int(first[Int(number) + 1])]
    }
}
