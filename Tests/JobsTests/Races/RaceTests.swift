// SPDX-License-Identifier: Apache-2.0
import Foundation
import Postgres
import Synchronization
import TestSupport
import Testing

/// Who takes something back or away, against what brings a finding on: whoever is first, one order of the two
/// is what is seen afterwards, and nobody loses without being told.
@Suite struct RaceTests {
    /// Of each kind; `make test-races` asks for a thousand.
    private static let pairs =
        ProcessInfo.processInfo.environment["TEAHOUSE_RACE_PAIRS"].flatMap(Int.init) ?? 4

    @Test(arguments: Race.all) func `one order of the two is seen, and nobody loses silently`(_ race: Race)
        async throws
    {
        try await TestApp.run { app in
            let course = try await RaceCourse.make(app, race, count: Self.pairs)
            var seen: [End: Int] = [:]
            for number in course.copies.indices {
                let (end, faults) = try await course.run(number)
                #expect(race.ends.contains(end), "\(race.testDescription), pair \(number): \(end)")
                #expect(faults.isEmpty, "\(race.testDescription), pair \(number): \(faults)")
                seen[end, default: 0] += 1
                guard race.ends.contains(end), faults.isEmpty else { return }
            }
            print("races, \(race.testDescription): \(seen.values.sorted()) of \(course.copies.count)")
        }
    }
}

extension RaceCourse {
    /// Runs the race over one copy: both stand still, either before the version is theirs or before the first
    /// of them writes down what it did, and go on in the order in which they came.
    func run(_ number: Int) async throws -> (End, faults: [String]) {
        let copy = copies[number]
        let before = try await app.asSuperuser { db in try RaceSight(of: copy, on: self, db) }
        let isMoveFirst = number.isMultiple(of: 2)
        let isHeldEarly = (number / 2).isMultiple(of: 2)
        let ended = Ended()
        let acts: [@Sendable () async throws -> Int?] = [
            { try await ended.after { try await move(on: copy) } },
            { try await ended.after { try await bringOn(copy) } },
        ]
        let (first, second) = isMoveFirst ? (acts[0], acts[1]) : (acts[1], acts[0])
        var statuses: [Int?] = []
        try await app.hold(
            isHeldEarly
                ? "SELECT FROM finding_versions WHERE id = ANY (\(copy.versions)) FOR UPDATE"
                : "LOCK TABLE audit_events IN SHARE MODE"
        ) { letGo in
            async let one = first()
            try await app.untilBlocked(1) { ended.count }
            async let other = second()
            try await app.untilBlocked(2) { ended.count }
            letGo()
            statuses = try await [one, other]
        }
        if !isMoveFirst { statuses.reverse() }
        // What the clock passed over while somebody had it in hand.
        try await app.sweep()
        try await worked(on: copy)
        let answered = statuses
        let outcome = try await app.asSuperuser { db in
            let states: [String] = try db.scalars(
                "SELECT state FROM finding_versions WHERE id = ANY (\(copy.versions)) ORDER BY number"
            )
            let publication: String? = try db.scalar(
                "SELECT state FROM publications WHERE version = \(copy.versions[0])"
            )
            let end = End(
                move: (answered[0] ?? nil) ?? 0,
                rival: answered[1] ?? nil,
                states[0],
                publication,
                next: states.count > 1 ? states[1] : nil
            )
            return (end, faults: try faults(of: copy, since: before, db))
        }
        try await restore()
        return outcome
    }
}

/// Counts who has ended.
private final class Ended: Sendable {
    private let ended = Mutex(0)

    var count: Int { ended.withLock { $0 } }

    func after<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        defer { ended.withLock { $0 += 1 } }
        return try await body()
    }
}
