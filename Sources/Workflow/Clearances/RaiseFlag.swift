// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// A provider objects to a passage; the clearance, which is locked, then waits for its
    /// cap and the authors' answer.
    ///
    /// - Throws: `TransitionRefused` when the clearance has ended, `ActRefused` for an objection that
    ///   ``Objection/check(against:_:)`` refuses.
    package func raise(
        _ objection: Objection,
        in clearance: ClearanceRecord,
        as pid: PID,
        by person: ID<Person>
    ) throws {
        _ = try clearance.state.after(.raise)
        try objection.check(against: clearance, self)
        try ClearanceStore(self).raise(
            clearance,
            ["flag": .string(pid.description), "category": .string(objection.category.rawValue)]
        )
        try FlagStore(self).raise(
            pid: pid,
            on: clearance.id,
            file: objection.digest,
            bytes: objection.bytes,
            category: objection.category,
            note: objection.note,
            by: person
        )
    }
}
