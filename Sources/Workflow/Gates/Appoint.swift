// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// An administrator, who may be a party, names a person to judge a finding that lacks judges, with a
    /// reason of 1 to 5000 characters; where there are two administrators it takes both, so that no party has
    /// a judge of its own.
    ///
    /// The database refuses a party, and where no judge is missing.
    ///
    /// - Throws: `ActRefused` when there is no such person.
    package func appoint(
        _ pid: PID,
        to version: VersionCase,
        by administrator: ID<Person>,
        because reason: String
    ) throws {
        guard let person = try PersonStore(self).person(pid) else {
            throw ActRefused.invalid("/person", "unknown_value", "There is no such person.")
        }
        try BenchStore(self).appoint(person.id, to: version.finding, by: administrator, reason: reason)
        try record(
            .judgeAppointed,
            version.subject,
            ["person": .string(pid.description), "reason": .string(reason)]
        )
        try judgesMayBeFound(for: version.finding)
    }
}
