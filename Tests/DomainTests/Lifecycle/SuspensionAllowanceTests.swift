// SPDX-License-Identifier: Apache-2.0
import Domain
import Testing

/// Thirty days in any 365, counted.
@Suite struct SuspensionAllowanceTests {
    private static let origin = Instant(rawValue: 1_800_000_000_000_000)
    private static func day(_ number: Int) -> Instant { origin.advanced(byDays: Int64(number)) }

    /// Of days counted from the same origin.
    private static func allowance(_ past: [Range<Int>]) -> SuspensionAllowance {
        SuspensionAllowance(past: past.map { day($0.lowerBound)..<day($0.upperBound) })
    }

    @Test(
        arguments: [
            // None before; ten days left; none left, and all of it; just before, and at, the year's end.
            ([], 1000, 1030, 1000), ([970..<990], 1000, 1010, 1000), ([900..<930], 1000, nil, 1265),
            ([900..<930], 1264, nil, 1265), ([900..<930], 1265, 1295, 1265), ([900..<930], 1280, 1310, 1280),
            // What leaves the year while the new one lasts costs nothing: five days, and fifteen.
            ([630..<640, 800..<815], 1000, 1015, 1000), ([640..<655, 990..<1000], 1000, 1020, 1000),
            // What went on for too long, after a time without any clock.
            ([900..<945], 1000, nil, 1280), ([900..<945], 1280, 1310, 1280),
        ] as [([Range<Int>], Int, Int?, Int)]
    )
    func `the days that are left are those of any year that it lies in`(
        _ past: [Range<Int>],
        _ now: Int,
        _ end: Int?,
        _ next: Int
    ) {
        let allowance = Self.allowance(past)
        #expect(allowance.latestEnd(from: Self.day(now)) == end.map(Self.day))
        #expect(allowance.nextBegin(after: Self.day(now)) == Self.day(next))
    }

    @Test func `no year has more than thirty days, and no day that could be had is denied`() {
        var generator = Numbers()
        for _ in 0..<20 {
            // Whoever suspends whenever it goes, for as long as it goes, or less.
            var past: [Range<Int>] = []
            var day = 0
            while day < 1500 {
                let allowance = Self.allowance(past)
                let next = allowance.nextBegin(after: Self.day(day))
                #expect((allowance.latestEnd(from: Self.day(day)) != nil) == (next == Self.day(day)))
                let longest = Self.longest(past, day)
                #expect(
                    allowance.latestEnd(from: Self.day(day))
                        == (longest == 0 ? nil : Self.day(day + longest))
                )
                if longest > 0, generator.next() % 3 == 0 {
                    let length = 1 + Int(generator.next() % UInt64(longest))
                    past.append(day..<day + length)
                    day += length
                }
                day += 1 + Int(generator.next() % 20)
            }
        }
    }

    /// By trying each day: how many days a suspension from `day` on may have.
    private static func longest(_ past: [Range<Int>], _ day: Int) -> Int {
        (1...30).last { length in
            let all = past + [day..<day + length]
            return (day...day + length).allSatisfy { end in
                all.reduce(0) { $0 + $1.clamped(to: end - 365..<end).count } <= 30
            }
        } ?? 0
    }
}

/// Numbers that look random, and are the same each time.
private struct Numbers {
    private var state: UInt64 = 20_261_129

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
