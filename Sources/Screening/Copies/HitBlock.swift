// SPDX-License-Identifier: Apache-2.0

/// What some records have of a release: values, by their place in the index.
struct HitBlock {
    struct Hit {
        /// In the index's entries.
        let entry: UInt32
        /// Which word of the record it is; readings of one word share it.
        let place: UInt32
        /// Which cell.
        let cell: UInt32
    }

    private(set) var hits: [Hit] = []
    /// Of each record, the end of its hits.
    private(set) var ends: [Int] = []
    private(set) var lines: [UInt32] = []
    /// Tells different records apart.
    private(set) var identities: [UInt64] = []

    var count: Int { ends.count }

    func range(_ record: Int) -> Range<Int> { (record == 0 ? 0 : ends[record - 1])..<ends[record] }

    @inline(__always) mutating func append(_ hit: Hit) { hits.append(hit) }

    mutating func close(line: Int, identity: UInt64) {
        ends.append(hits.count)
        lines.append(UInt32(clamping: line))
        identities.append(identity)
    }

    mutating func removeAll() {
        hits.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
        identities.removeAll(keepingCapacity: true)
    }
}

extension ReleaseIndex {
    /// Finds the values that stand in a row of words, the longest first.
    @inline(__always) func find(_ words: [WordCutter.Word], _ body: (Int, Range<Int>) -> Void) {
        var index = 0
        while index < words.count {
            let word = words[index]
            var end = 0
            var found = 0
            let first = keys.find(word.hash)
            if first != KeyTable.none {
                let entry = entries[Int(first)]
                if entry.memberCount > 0 { (found, end) = (Int(first), index &+ 1) }
                if entry.goesOn, let longer = longest(words, index) { (found, end) = longer }
            }
            if end > 0 { body(found, index..<end) }
            // A number that is there as it is may be a rounded one of another column all the same.
            if end <= index &+ 1, word.threeDigits != 0 {
                let three = keys.find(word.threeDigits)
                if three != KeyTable.none { body(Int(three), index..<index &+ 1) }
                if word.twoDigits != 0 {
                    let two = keys.find(word.twoDigits)
                    if two != KeyTable.none { body(Int(two), index..<index &+ 1) }
                }
            }
            index = word.isAlternative ? index &+ 1 : max(end, index &+ 1)
        }
    }

    private func longest(_ words: [WordCutter.Word], _ first: Int) -> (Int, Int)? {
        var path = WordPath.step(WordPath.start, words[first].hash)
        var best: (Int, Int)?
        var index = first &+ 1
        while index < words.count, index &- first < WordPath.longest {
            path = WordPath.step(path, words[index].hash)
            let place = keys.find(path)
            guard place != KeyTable.none else { break }
            index &+= 1
            if entries[Int(place)].memberCount > 0 { best = (Int(place), index) }
            guard entries[Int(place)].goesOn else { break }
        }
        return best
    }
}
