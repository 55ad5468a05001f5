// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Lets a person change and submit a finding, whose authors are locked; harmless
    /// for one who is an author.
    ///
    /// - Throws: `ActRefused` when there is no such person, or one who is suspended.
    package func add(_ author: PID, to finding: VersionCase) throws {
        guard let added = try PersonStore(self).person(author), added.state == .active else {
            throw ActRefused.invalid("/person", "unknown_value", "There is no such person.")
        }
        try FindingStore(self).add(added.id, to: finding.finding)
        try record(
            .authorAdded,
            finding.findingPID.description,
            ["person": .string(author.description)]
        )
    }

    /// Takes an author out of a finding, whose authors are locked.
    ///
    /// - Throws: `ActRefused` for the last one.
    package func remove(_ author: PersonRecord, from finding: VersionCase) throws {
        guard try FindingStore(self).remove(author.id, from: finding.finding) else {
            throw ActRefused.conflict("last_author", "The last author of a finding cannot leave it.")
        }
        try record(
            .authorRemoved,
            finding.findingPID.description,
            ["person": .string(author.pid.description)]
        )
    }
}
