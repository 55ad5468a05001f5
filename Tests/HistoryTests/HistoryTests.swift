// SPDX-License-Identifier: Apache-2.0
import Foundation
import Postgres
import TestSupport
import Testing

/// Random calls of all roles, with the clock moved: what comes out must hold to the invariants.
///
/// They are played by `make test-histories`, and not with the other tests, for the time that they take.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["TEAHOUSE_HISTORIES"] != nil)) struct HistoryTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// How many histories are played; `make test-histories COUNT=…` says.
    private static let count = environment["TEAHOUSE_HISTORIES"].flatMap(Int.init)
    private static let firstSeed = environment["TEAHOUSE_HISTORY_SEED"].flatMap(UInt64.init) ?? 20_261_129
    private static let length = 45

    @Test func `whatever anybody does, what comes out holds to the invariants`() async throws {
        let count = Self.count ?? 100
        let begin = ContinuousClock.now
        var answers: [Int: Int] = [:]
        var published = 0
        try await withThrowingTaskGroup(of: Player.Outcome.self) { group in
            for (index, seed) in (Self.firstSeed..<Self.firstSeed + UInt64(count)).enumerated() {
                // A few at a time: they share two cores with the databases.
                if index >= 4, let outcome = try await group.next() {
                    answers.merge(outcome.answers, uniquingKeysWith: +)
                    published += outcome.published
                }
                group.addTask { try await Self.play(seed) }
            }
            for try await outcome in group {
                answers.merge(outcome.answers, uniquingKeysWith: +)
                published += outcome.published
            }
        }
        let seconds = Int((ContinuousClock.now - begin) / .seconds(1))
        let calls = answers.values.reduce(0, +)
        print(
            "histories: \(count) from seed \(Self.firstSeed), \(calls) calls, \(published) publications, \(seconds) s; answers \(answers.sorted { $0.key < $1.key })"
        )
        // Histories of refusals would show nothing.
        #expect(answers[200, default: 0] + answers[201, default: 0] > calls / 4)
    }

    private static func play(_ seed: UInt64) async throws -> Player.Outcome {
        let player = Player()
        let history = History.random(seed: seed, count: length)
        let outcome = try await player.play(history)
        if let fault = outcome.fault {
            let short = try await player.shrunk(history, to: fault)
            Issue.record("seed \(seed): \(fault); shrunk to\n\(short.words)")
        }
        return outcome
    }

    @Test func `an invariant that does not hold is found, and its history shrunk`() async throws {
        let wrong = Check("X: nothing is ever public") { db in try db.scalars("SELECT pid FROM publications")
        }
        let player = Player(checks: [wrong])
        let history = History(
            calls: [
                .submit(finding: 0, Draft(text: 1)), .submit(finding: 1, Draft()),
                .object(finding: 0, provider: 0, passage: 0, isPersonal: false),
                .noObjection(finding: 1, provider: 0),
                .decide(finding: 0, judge: 3, event: "accept"), .days(5),
                .decide(finding: 1, judge: 1, event: "accept"), .extend(finding: 0, provider: 0, days: 40),
                .days(1),
            ]
        )
        let fault = try #require(try await player.play(history).fault)
        let short = try await player.shrunk(history, to: fault)
        print("a wrong invariant, shrunk from \(history.calls.count) calls:\n\(short.words)")
        #expect(
            short.calls == [
                .submit(finding: 1, Draft()), .noObjection(finding: 1, provider: 0),
                .decide(finding: 1, judge: 1, event: "accept"),
            ]
        )
    }

    /// Each history has a server of its own here, which takes its time.
    @Test func `a rule that the database no longer keeps is found, and its history shrunk`() async throws {
        let player = Player(
            spoiling: """
                CREATE OR REPLACE FUNCTION closed_gate(subject uuid) RETURNS text LANGUAGE sql STABLE AS $$
                    SELECT 'moderation' WHERE NOT EXISTS (
                        SELECT FROM public.moderations WHERE version = subject AND state = 'accepted'
                    )
                $$
                """
        )
        for seed in Self.firstSeed..<Self.firstSeed + 40 {
            let history = History.random(seed: seed, count: Self.length)
            guard let fault = try await player.play(history).fault else { continue }
            let short = try await player.shrunk(history, to: fault)
            print("without two of the gates, seed \(seed): \(fault); shrunk to\n\(short.words)")
            #expect(
                fault.hasPrefix("I1: what is published") || fault.hasPrefix("I2: each provider"),
                "\(fault)"
            )
            #expect(short.calls.count < 6)
            return
        }
        Issue.record("nothing was found")
    }
}

extension History {
    /// The calls, one a line.
    fileprivate var words: String { calls.map { "  \($0)" }.joined(separator: "\n") }
}
