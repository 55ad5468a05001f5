// SPDX-License-Identifier: Apache-2.0
import TestSupport

/// Calls of all roles in some order, with the clock moved between them.
struct History: Sendable {
    let calls: [Call]

    /// So many calls, the same for the same seed.
    static func random(seed: UInt64, count: Int) -> History {
        var random = SeededRandom(seed)
        // Something to look at, before anything else happens.
        let first = (0..<2).map { finding in
            var draft = Draft.random(&random)
            draft.releases = max(1, draft.releases)
            // Half of them have nothing that stands in their way, so that something is published.
            if random.int(0...1) == 0 { draft = Draft(releases: draft.releases, embargo: draft.embargo) }
            return Call.submit(finding: finding, draft)
        }
        return History(calls: first + (0..<count).map { _ in call(&random) })
    }

    private static func call(_ random: inout SeededRandom) -> Call {
        let finding = random.int(0...1)
        switch random.int(0...41) {
        case 0...4: return .submit(finding: finding, .random(&random))
        case 5...18: return providers(finding, &random)
        case 19...29: return judges(finding, &random)
        case 30...34: return people(finding, &random)
        default: return .days(random.pick([1, 3, 5, 10, 10, 15, 30]))
        }
    }

    /// Providers, and those who answer to them.
    private static func providers(_ finding: Int, _ random: inout SeededRandom) -> Call {
        let flag = random.int(0...2)
        let provider = random.pick([0, 0, 1])
        switch random.int(0...13) {
        case 0...3:
            return .object(
                finding: finding,
                provider: provider,
                passage: random.int(0...2),
                isPersonal: random.int(0...1) == 0
            )
        case 4...5: return .noObjection(finding: finding, provider: provider)
        case 6: return .extend(finding: finding, provider: provider, days: random.int(1...60))
        case 7...8:
            return .answer(
                finding: finding,
                flag: flag,
                event: random.pick(["concede", "contest", "retract"])
            )
        case 9...12:
            return .vote(
                finding: finding,
                flag: flag,
                judge: random.int(0...6),
                event: random.pick(["uphold", "dismiss"])
            )
        default: return .suspend(provider: provider, isOver: random.int(0...1) == 0)
        }
    }

    private static func judges(_ finding: Int, _ random: inout SeededRandom) -> Call {
        let judge = random.int(0...6)
        switch random.int(0...10) {
        case 0...6:
            let events = [
                "accept", "accept", "accept", "accept", "exception", "exception", "refuse_exception",
                "reject", "request_changes", "gone", "stands",
            ]
            return .decide(finding: finding, judge: judge, event: random.pick(events))
        case 7: return .takeOut(finding: finding, judge: judge, provider: random.int(0...1))
        case 8...9: return .askReview(finding: finding, judge: judge)
        default:
            return random.pick([
                .takeDown(finding: finding, judge: judge), .hide(finding: finding, judge: judge),
            ])
        }
    }

    private static func people(_ finding: Int, _ random: inout SeededRandom) -> Call {
        let person = random.int(0...5)
        return switch random.int(0...9) {
        case 0: .retract(finding: finding)
        case 1: .appeal(finding: finding)
        case 2: .askException(finding: finding)
        case 3: .review(finding: finding, event: random.pick(["give", "give", "decline"]))
        case 4...5: .invite(finding: finding, person: person)
        case 6:
            .join(finding: finding, person: person, event: random.pick(["accept", "accept", "decline"]))
        case 7: .leave(finding: finding, person: person)
        case 8: .leaveHouse(person: person)
        default: .withdraw(finding: finding)
        }
    }
}
