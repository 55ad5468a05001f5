// SPDX-License-Identifier: Apache-2.0
import Domain
import Testing

/// Who stands in for judges that are missing, and when nobody's silence counts, by the whole table.
@Suite struct BenchTests {
    /// Moderators, administrators, how many are both; whether administrators join, and whether silence on a
    /// contested and on an escalated flag is heard.
    private static let table: [(Int, Int, Int, joins: Bool, contested: Bool, escalated: Bool)] = [
        (0, 0, 0, true, false, false), (0, 1, 0, true, false, true), (0, 2, 0, true, true, true),
        (1, 0, 0, true, false, false), (1, 1, 0, true, true, true), (1, 1, 1, true, false, true),
        (1, 2, 0, true, true, true), (1, 2, 1, true, true, true),
        (2, 0, 0, false, true, false), (2, 1, 0, false, true, true), (2, 1, 1, false, true, true),
        (2, 2, 2, false, true, true), (3, 0, 0, false, true, false),
    ]

    @Test func `administrators join where fewer than two moderators are able`() {
        for row in Self.table {
            let bench = Bench(moderators: row.0, administrators: row.1, both: row.2, appointed: 0)
            #expect(bench.doAdministratorsJoin == row.joins, "\(row)")
            #expect(bench.isSilenceHeard(on: .contested) == row.contested, "\(row)")
            #expect(bench.isSilenceHeard(on: .escalated) == row.escalated, "\(row)")
            for state in Flag.State.allCases where state != .contested && state != .escalated {
                #expect(bench.isSilenceHeard(on: state))
            }
        }
    }

    @Test func `who is appointed stands in for an administrator too`() {
        for appointed in 0...2 {
            let bench = Bench(moderators: appointed, administrators: 0, both: 0, appointed: appointed)
            #expect(bench.isSilenceHeard(on: .escalated) == (appointed > 0))
            #expect(bench.isSilenceHeard(on: .contested) == (appointed > 1))
        }
    }

    @Test func `a judge is owed where something waits that nobody can decide`() {
        for row in Self.table {
            let bench = Bench(moderators: row.0, administrators: row.1, both: row.2, appointed: 0)
            func owes(_ flags: Set<Flag.State>, _ deciders: Int?) -> Bool {
                bench.owesAppointment(for: Bench.Waiting(flags: flags, deciders: deciders))
            }
            #expect(!owes([], nil) && !owes([], 1) && owes([], 0))
            #expect(owes([.contested], nil) == !row.contested && owes([.contested], 0))
            #expect(owes([.escalated], 2) == !row.escalated)
            #expect(owes([.contested, .escalated], 2) == !(row.contested && row.escalated))
        }
    }
}
