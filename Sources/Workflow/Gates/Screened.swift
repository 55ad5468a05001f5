// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

/// What a screening found.
package struct ScreeningOutcome: Sendable {
    /// Whether nothing in it stands in the way.
    package let passed: Bool
    /// The report, in canonical JSON.
    package let report: [UInt8]

    /// Takes the parts as they are.
    package init(passed: Bool, report: [UInt8]) {
        self.passed = passed
        self.report = report
    }
}

extension Connection {
    /// Ends the screening of a version, unless the version was taken back meanwhile or was
    /// screened by somebody else.
    ///
    /// `outcome` is asked once nobody can change the version any more. What passed is without the passages of
    /// the flags `gone`, which are resolved; what failed may come again with them.
    ///
    /// - Throws: what `outcome` does, and `LostRace` when somebody moved the screening
    ///   or a flag without a lock.
    package func screened(
        _ id: ID<FindingVersion>,
        without gone: [FlagRecord],
        _ outcome: () throws -> ScreeningOutcome
    ) throws {
        // The version first, and then what hangs on the versions before it: their own acts
        // lock nothing of a later one.
        guard let version = try VersionStore(self).lock(id), version.state == .submitted,
            try GateStore(self).screening(of: id) == .pending
        else { return }
        let outcome = try outcome()
        try moveGate(of: id) {
            let pending = Subject(id, Screening.pending)
            let state =
                outcome.passed
                ? try move(pending, .pass) : try move(pending, .fail, due: .days(Deadlines.failedScreening))
            // Before anybody asks whether all gates are open: an open one has a
            // report of exactly these files.
            try GateStore(self).store(report: outcome.report, passed: outcome.passed, of: id)
            if outcome.passed { try resolve(gone) }
            return state
        }
    }
}
