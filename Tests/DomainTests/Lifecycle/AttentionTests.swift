// SPDX-License-Identifier: Apache-2.0
import Domain
import Testing

/// When authors may ask again, after what they asked for before; in days.
@Suite struct AttentionTests {
    @Test(arguments: [
        ([], 0, 0), ([0], 0, 0), ([0], 3, 3),
        // Twice at once, and then ten days later.
        ([0, 0], 0, 10), ([0, 0], 9, 10), ([0, 0], 10, 10), ([0, 0], 11, 11),
        // The first of the last two decides, in whatever order they are told.
        ([0, 4], 4, 10), ([4, 0], 4, 10), ([0, 4, 10], 10, 14), ([10, 0, 4], 13, 14), ([0, 10, 14], 14, 20),
        ([0, 9], 10, 10), ([0, 9, 10], 10, 19),
    ])
    func `two askings are apart from the next by ten days`(past: [Int64], now: Int64, next: Int64) {
        let start = Instant(rawValue: 1_000_000)
        let attention = Attention(past: past.map { start.advanced(byDays: $0) })
        #expect(attention.next(after: start.advanced(byDays: now)) == start.advanced(byDays: next))
    }
}
