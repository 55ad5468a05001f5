// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Testing

/// When reviews end, over versions: each row with its days counted from the first notice.
@Suite struct ClearanceClockTests {
    private static let release = ID<Release>(rawValue: UUID())
    private static let start = Instant(rawValue: 1_800_000_000_000_000)

    private static func day(_ day: Int) -> Instant { start.advanced(byDays: Int64(day)) }

    private static func review(
        _ noticed: Int,
        left: Int?,
        due: Int?,
        passed: Bool = false,
        of releases: Set<ID<Release>> = [release]
    ) -> ClearanceClock.Earlier {
        .init(
            noticedAt: day(noticed),
            leftAt: left.map(day),
            dueAt: due.map(day),
            hasPassed: passed,
            releases: releases
        )
    }

    private func clock(
        _ noticed: Int,
        agreed: [ID<Release>: Int] = [release: 30],
        after earlier: [ClearanceClock.Earlier]
    ) -> ClearanceClock {
        ClearanceClock(noticedAt: Self.day(noticed), agreed: agreed, after: earlier)
    }

    private func check(
        _ clock: ClearanceClock,
        due: Int,
        flagging: Int,
        cap: Int,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(clock.dueAt == Self.day(due), sourceLocation: location)
        #expect(ClearanceClock.flaggingEnds(cap: clock.capAt) == Self.day(flagging), sourceLocation: location)
        #expect(clock.capAt == Self.day(cap), sourceLocation: location)
    }

    @Test func `a first version has the agreed days`() {
        check(clock(0, after: []), due: 30, flagging: 75, cap: 90)
    }

    @Test func `days that were used are not given again`() {
        check(clock(1, after: [Self.review(0, left: 1, due: 30)]), due: 30, flagging: 75, cap: 90)
        check(clock(25, after: [Self.review(0, left: 25, due: 30)]), due: 35, flagging: 75, cap: 90)
    }

    @Test func `a version that comes late has its ten days, and its decisions have theirs`() {
        for passed in [3, 30] {
            let first = Self.review(0, left: 85, due: passed, passed: true)
            check(clock(85, after: [first]), due: 95, flagging: 95, cap: 110)
        }
        // Long after a publication.
        check(
            clock(400, after: [Self.review(0, left: 400, due: nil, passed: true)]),
            due: 410,
            flagging: 410,
            cap: 425
        )
    }

    @Test func `days do not run while no version is there`() {
        check(clock(100, after: [Self.review(0, left: 12, due: 30)]), due: 118, flagging: 118, cap: 133)
    }

    @Test func `no version cuts an extension short`() {
        check(clock(40, after: [Self.review(0, left: 40, due: 75)]), due: 75, flagging: 75, cap: 90)
    }

    @Test func `an extension stands still while no version is there, and does not begin anew`() {
        // Taken back on day 40, when 35 of its days were left. What holds beyond day 90 is the authors' own
        // absence.
        check(clock(65, after: [Self.review(0, left: 40, due: 75)]), due: 100, flagging: 100, cap: 115)
    }

    @Test func `what was left of a review long ago is not known, and ten days are`() {
        check(clock(40, after: [Self.review(0, left: 40, due: nil)]), due: 50, flagging: 75, cap: 90)
    }

    @Test func `a release that is new to the provider's review has all its days`() {
        let other = ID<Release>(rawValue: UUID())
        let agreed = [Self.release: 30, other: 60]
        check(
            clock(20, agreed: agreed, after: [Self.review(0, left: 20, due: 30)]),
            due: 80,
            flagging: 80,
            cap: 95
        )
        let both = Self.review(0, left: 20, due: 60, of: [Self.release, other])
        check(clock(20, agreed: agreed, after: [both]), due: 60, flagging: 75, cap: 90)
    }

    @Test func `objections of the last ten days of flagging are contested at once`() {
        let cap = Self.day(90)
        #expect(!ClearanceClock.isLate(Self.day(65), cap: cap))
        #expect(ClearanceClock.isLate(Self.day(66), cap: cap))
    }
}
