// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// A provider objects to a passage; the clearance, which is locked, then waits for its
    /// cap and the authors' answer.
    ///
    /// An objection that comes late is before the moderators at once, so that it is decided before the cap.
    ///
    /// - Throws: `TransitionRefused` when the clearance has ended, `ActRefused` for an objection after the
    ///   time for them or beside a later version, and for one that ``Objection/check(against:_:_:)`` refuses.
    package func raise(
        _ objection: Objection,
        in clearance: ClearanceRecord,
        as pid: PID,
        by person: ID<Person>,
        reading files: FileStore
    ) throws {
        _ = try clearance.state.after(.raise)
        let now = try PlatformClock(self).now()
        guard now <= ClearanceClock.flaggingEnds(cap: clearance.capAt) else {
            throw ActRefused.conflict(
                "flagging_ended",
                "Objections are raised until \(Deadlines.flagsBeforeCap) days before the cap, so that they can be decided."
            )
        }
        guard try !ClearanceStore(self).isOutdated(clearance) else {
            throw ActRefused.conflict("later_version", "A later version is before you: object to that one.")
        }
        let passage = try objection.check(against: clearance, files, self)
        let isLate = ClearanceClock.isLate(now, cap: clearance.capAt)
        try FlagStore(self).raise(
            pid: pid,
            on: clearance,
            objection.part,
            bytes: objection.bytes,
            passage: passage,
            category: objection.category,
            note: objection.note,
            by: person,
            as: isLate ? .contested : .open,
            dueInDays: isLate ? Deadlines.flagDecision : Deadlines.flagAnswer
        )
        // The flag first: the database has no clearance wait for an objection that nobody has raised.
        try ClearanceStore(self).raise(
            clearance,
            ["flag": .string(pid.description), "category": .string(objection.category.rawValue)]
        )
        if isLate { try callJudges(of: clearance.finding) }
    }
}
