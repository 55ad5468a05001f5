// SPDX-License-Identifier: Apache-2.0

/// Hashes of all stretches of a sequence, each from two sums: polynomials modulo 2^61 - 1 in a base that
/// the key decides.
struct RollingHash {
    private static let prime: UInt64 = 1 << 61 - 1

    private let base: UInt64
    private var sums: [UInt64] = [0]

    init(_ key: WordKey) {
        base = (key.first ^ (key.second &<< 7 | key.second &>> 57)) % (Self.prime - 0x1_0000) + 0x1_0000
    }

    /// Takes another sequence.
    mutating func read(_ words: [UInt64]) {
        sums.removeAll(keepingCapacity: true)
        sums.reserveCapacity(words.count + 1)
        var sum: UInt64 = 0
        sums.append(sum)
        for word in words {
            sum = Self.add(Self.times(sum, base), Self.reduced(word))
            sums.append(sum)
        }
    }

    /// What ``hash(at:_:_:)`` needs of a length.
    func power(_ length: Int) -> UInt64 {
        var (result, square, rest): (UInt64, UInt64, Int) = (1, base, length)
        while rest > 0 {
            if rest & 1 == 1 { result = Self.times(result, square) }
            square = Self.times(square, square)
            rest >>= 1
        }
        return result
    }

    /// The hash of the stretch of a length at a place, with the power of the length.
    @inline(__always) func hash(at place: Int, _ length: Int, _ power: UInt64) -> UInt64 {
        let taken = Self.times(sums[place], power)
        let sum = sums[place + length]
        return sum >= taken ? sum - taken : sum + Self.prime - taken
    }

    @inline(__always) private static func reduced(_ value: UInt64) -> UInt64 {
        let folded = (value & prime) + (value >> 61)
        return folded >= prime ? folded - prime : folded
    }

    @inline(__always) private static func add(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let sum = left + right
        return sum >= prime ? sum - prime : sum
    }

    @inline(__always) private static func times(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return reduced((product.low & prime) + (product.high << 3 | product.low >> 61))
    }
}
