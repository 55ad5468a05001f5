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
    /// `outcome` is asked once nobody can change the version any more. The passages of the flags `standing`
    /// stand in the version, and those of the flags `gone` do not: what did not fail resolves these, what
    /// failed may come again with them. While the version has most words of the passages of the flags `near`,
    /// which had to go, it is in doubt whether they are gone.
    ///
    /// - Throws: what `outcome` does, and `LostRace` when somebody moved the screening
    ///   or a flag without a lock.
    package func screened(
        _ id: ID<FindingVersion>,
        having standing: [FlagRecord],
        near: [FlagRecord],
        without gone: [FlagRecord],
        _ outcome: () throws -> ScreeningOutcome
    ) throws {
        guard let finding = try VersionStore(self).version(id)?.finding else { return }
        // In the order of whoever acts on a flag: the clearances, and then the version.
        try ClearanceStore(self).lock(of: finding)
        guard let version = try VersionStore(self).lock(id), version.state == .submitted,
            try GateStore(self).screening(of: id) == .pending
        else { return }
        let outcome = try outcome()
        try moveGate(of: id) {
            let pending = Subject(id, Screening.pending)
            let state =
                if !outcome.passed {
                    try move(pending, .fail)
                } else if near.isEmpty {
                    try move(pending, .pass)
                } else {
                    try move(pending, .doubt)
                }
            try GateStore(self).note(near: near.map(\.id), in: id)
            // Before anybody asks whether all gates are open: an open one has a
            // report of exactly these files.
            try GateStore(self).store(report: outcome.report, passed: outcome.passed, of: id)
            return state
        }
        try FlagStore(self).note(standing, standing: true, in: id)
        try FlagStore(self).note(gone, standing: false, in: id)
        if outcome.passed { try resolve(gone) }
        // Also where none was resolved: what was upheld waited for this.
        try settle(id)
    }
}
