// SPDX-License-Identifier: Apache-2.0

/// What a text has that earlier ones had not.
package enum Insertion {
    /// As many words one behind the other are taken for the same, wherever they stand.
    private static let run = 3

    /// The stretches of words in a text that stand in none of the earlier ones; their hashes have one key.
    ///
    /// A word stood before when it is one of three or more that stood one behind the other, or when it stands
    /// between such as it did before, perhaps without words that stood beside it: taking words away and
    /// moving sentences bring nothing new. The time grows with the texts.
    package static func stretches(of text: Words, notIn earlier: [Words]) -> [Range<Int>] {
        var stood = [Bool](repeating: false, count: text.count)
        for words in earlier { mark(text.hashes, in: words.hashes, &stood) }
        var stretches: [Range<Int>] = []
        var place = 0
        while place < stood.count {
            var end = place
            while end < stood.count, !stood[end] { end += 1 }
            if end > place { stretches.append(place..<end) }
            place = max(end, place + 1)
        }
        return stretches
    }

    private static func mark(_ text: [UInt64], in earlier: [UInt64], _ stood: inout [Bool]) {
        let places = runs(of: earlier)
        /// Where the last run that stood before ended, in both texts.
        var (end, earlierEnd) = (0, 0)
        var place = 0
        while place + run <= text.count {
            guard let first = places[mixed(text, place)], alike(text, place, earlier, first) else {
                place += 1
                continue
            }
            var length = run
            while place + length < text.count, first + length < earlier.count,
                text[place + length] == earlier[first + length]
            {
                length += 1
            }
            if place > end, first >= earlierEnd {
                fill(text, end..<place, earlier, earlierEnd..<first, &stood)
            }
            for index in place..<place + length { stood[index] = true }
            (end, earlierEnd) = (place + length, first + length)
            place += length - run + 1
        }
        if earlierEnd <= earlier.count, end < text.count {
            fill(text, end..<text.count, earlier, earlierEnd..<earlier.count, &stood)
        }
    }

    /// The first place of each run.
    private static func runs(of words: [UInt64]) -> [UInt64: Int] {
        guard words.count >= run else { return [:] }
        var places: [UInt64: Int] = [:]
        places.reserveCapacity(words.count)
        for place in 0...(words.count - run) {
            let key = mixed(words, place)
            if places[key] == nil { places[key] = place }
        }
        return places
    }

    private static func mixed(_ words: [UInt64], _ place: Int) -> UInt64 {
        words[place] &+ words[place + 1] &* 0x9E37_79B9_7F4A_7C15 &+ words[place + 2] &* 0xD6E8_FEB8_6659_FD93
    }

    private static func alike(_ text: [UInt64], _ place: Int, _ earlier: [UInt64], _ first: Int) -> Bool {
        (0..<run).allSatisfy { text[place + $0] == earlier[first + $0] }
    }

    /// Marks the words of a gap that come in the same order in the gap of an earlier text.
    private static func fill(
        _ text: [UInt64],
        _ gap: Range<Int>,
        _ earlier: [UInt64],
        _ earlierGap: Range<Int>,
        _ stood: inout [Bool]
    ) {
        // Without a bound, texts that jump to and fro would take time that grows with their square.
        guard earlierGap.count <= 200 + 16 * gap.count else { return }
        // Where each word stands in the earlier gap, the last place first.
        var places: [UInt64: [Int]] = [:]
        for place in earlierGap.reversed() { places[earlier[place], default: []].append(place) }
        var from = earlierGap.lowerBound
        for index in gap {
            while let place = places[text[index]]?.last, place < from { places[text[index]]?.removeLast() }
            guard let place = places[text[index]]?.last else { continue }
            stood[index] = true
            from = place + 1
        }
    }
}
