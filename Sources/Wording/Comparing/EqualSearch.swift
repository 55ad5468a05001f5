// SPDX-License-Identifier: Apache-2.0

/// Finds passages that stand in a text word by word; any number of them in time that grows with the text.
///
/// A passage is looked for by the hash of its first words, of which there are 1, 2, 4, 8 or 16, then by the
/// hash of all. Of passages that begin alike, each length is one look.
struct EqualSearch {
    private struct Whole: Hashable {
        let length: Int
        let hash: UInt64
    }

    private let passages: [Passage]
    private var rolling: RollingHash
    /// Of first words: how many, and the power of that.
    private var widths: [(Int, UInt64)] = []
    private var powers: [Int: UInt64] = [:]
    /// The lengths of the passages whose first words have a hash.
    private var lengths: [UInt64: [Int]] = [:]
    private var wholes: [Whole: [Int]] = [:]
    private var sieve: Sieve

    init(_ passages: [Passage], key: WordKey) {
        self.passages = passages
        rolling = RollingHash(key)
        sieve = Sieve(for: passages.count)
        for (index, passage) in passages.enumerated() {
            let length = passage.words.count
            let width = Self.width(length)
            if !widths.contains(where: { $0.0 == width }) { widths.append((width, rolling.power(width))) }
            let power = powers[length] ?? rolling.power(length)
            powers[length] = power
            rolling.read(passage.words)
            let head = rolling.hash(at: 0, width, rolling.power(width))
            sieve.insert(head)
            if lengths[head]?.contains(length) != true { lengths[head, default: []].append(length) }
            wholes[Whole(length: length, hash: rolling.hash(at: 0, length, power)), default: []].append(index)
        }
    }

    private static func width(_ length: Int) -> Int {
        min(16, 1 << (Int.bitWidth - 1 - length.leadingZeroBitCount))
    }

    /// Tells of each passage the first place where it stands, which it has not told of before.
    mutating func search(_ words: [UInt64], _ found: (_ passage: Int, _ words: Range<Int>) -> Void) {
        rolling.read(words)
        for place in words.indices {
            for (width, power) in widths where place + width <= words.count {
                let head = rolling.hash(at: place, width, power)
                guard sieve.mayContain(head), let candidates = lengths[head] else { continue }
                for length in candidates where place + length <= words.count {
                    let whole = Whole(
                        length: length,
                        hash: rolling.hash(at: place, length, powers[length] ?? 1)
                    )
                    guard let indices = wholes[whole] else { continue }
                    let range = place..<place + length
                    // By the words themselves: a sum may be that of others.
                    let equal = indices.filter { passages[$0].words[...] == words[range] }
                    guard !equal.isEmpty else { continue }
                    let rest = indices.filter { !equal.contains($0) }
                    wholes[whole] = rest.isEmpty ? nil : rest
                    for passage in equal { found(passage, range) }
                }
            }
        }
    }
}

/// Tells quickly of most hashes that they are not in a set.
struct Sieve {
    private var bits: [UInt64]
    private let mask: UInt64

    init(for count: Int) {
        var size = 1 << 12
        while size < count * 16, size < 1 << 24 { size <<= 1 }
        bits = Array(repeating: 0, count: size / 64)
        mask = UInt64(size - 1)
    }

    mutating func insert(_ hash: UInt64) {
        bits[Int((hash & mask) >> 6)] |= 1 &<< (hash & 63)
    }

    @inline(__always) func mayContain(_ hash: UInt64) -> Bool {
        bits[Int((hash & mask) >> 6)] & (1 &<< (hash & 63)) != 0
    }
}
