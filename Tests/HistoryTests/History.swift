// SPDX-License-Identifier: Apache-2.0
import TestSupport

/// Calls of all roles in some order, with the clock moved between them.
struct History: Sendable {
    let calls: [Call]

    /// So many calls, the same for the same seed.
    static func random(seed: UInt64, count: Int) -> History {
        var random = SeededRandom(seed)
        // Something to look at, before anything else happens.
        let first = (0..<2).map { Call.submit(finding: $0, text: random.int(0...7), isListed: true) }
        return History(calls: first + (0..<count).map { _ in call(&random) })
    }

    private static func call(_ random: inout SeededRandom) -> Call {
        let finding = random.int(0...1)
        let flag = random.int(0...2)
        let judge = random.int(0...4)
        switch random.int(0...29) {
        case 0...3:
            return .submit(finding: finding, text: random.int(0...7), isListed: random.int(0...3) > 0)
        case 4: return .retract(finding: finding)
        case 5: return .appeal(finding: finding)
        case 6...9:
            return .object(finding: finding, passage: random.int(0...1), isPersonal: random.int(0...1) == 0)
        case 10: return .noObjection(finding: finding)
        case 11: return .extend(finding: finding, days: random.int(1...60))
        case 12...13:
            return .answer(
                finding: finding,
                flag: flag,
                event: random.pick(["concede", "contest", "retract"])
            )
        case 14...17:
            return .vote(
                finding: finding,
                flag: flag,
                judge: judge,
                event: random.pick(["uphold", "dismiss"])
            )
        case 18...22:
            let events = [
                "accept", "accept", "accept", "exception", "exception", "reject", "request_changes",
                "release_unused",
            ]
            return .decide(finding: finding, judge: judge, event: random.pick(events))
        case 23: return .suspend(isOver: random.int(0...1) == 0)
        case 24:
            return random.pick([
                .withdraw(finding: finding), .takeDown(finding: finding, judge: judge),
                .hide(finding: finding, judge: judge),
            ])
        default: return .days(random.pick([1, 3, 5, 10, 10, 15, 30]))
        }
    }
}
