// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// Asks whether a finding has the judges whom it waits for, and where not, writes down that
    /// administrators owe it one; who can judge, then.
    ///
    /// Every act asks that has a finding wait for judges, and so does the clock before it takes silence for
    /// a word.
    @discardableResult
    func callJudges(of finding: ID<Finding>) throws -> BenchRecord {
        let benches = BenchStore(self)
        let found = try benches.bench(of: finding)
        guard found.vacantUntil == nil, found.bench.owesAppointment(for: found.waiting) else { return found }
        try benches.open(finding)
        try record(.judgesMissing, found.subject)
        return try benches.bench(of: finding)
    }

    /// What the clock does about a finding that lacks judges, once their time is over or somebody has been
    /// found: what waited has its whole time anew, or administrators are asked again.
    package func lapse(_ vacancy: Vacancy) throws {
        let benches = BenchStore(self)
        // As whoever acts on flags locks them.
        try ClearanceStore(self).lock(of: vacancy.finding)
        let found = try benches.bench(of: vacancy.finding)
        guard !found.bench.owesAppointment(for: found.waiting) else {
            try benches.renew(vacancy.finding)
            return try record(.judgesMissing, found.subject)
        }
        try FlagStore(self).renewTime(on: vacancy.finding)
        try benches.close(vacancy.finding)
        try record(.judgesFound, found.subject)
    }

    /// Has the clock look at once at a finding that lacked judges, if it has them now.
    func judgesMayBeFound(for finding: ID<Finding>) throws {
        let benches = BenchStore(self)
        let found = try benches.bench(of: finding)
        guard found.vacantUntil != nil, !found.bench.owesAppointment(for: found.waiting) else { return }
        try benches.hurry(finding)
    }
}
