// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Authors add to their withdrawal in words, in 1 to 300 characters, which are screened first.
    func add(_ note: String, to entry: PublicationEntry, by person: ID<Person>) throws {
        try WithdrawalNoteStore(self).add(note, to: entry, by: person)
        try record(.noteWritten, entry.pid.description)
        try JobStore(self).enqueue(.screenNote, entry.id)
    }

    /// Ends the screening of a note, unless its time went by meanwhile: what stands in the way of a version
    /// by one of the `rules` stands in the way of a note, and there is no exception.
    ///
    /// - Throws: `LostRace` when somebody moved it without a lock.
    package func screened(_ note: WithdrawalNoteRecord, against rules: [String]) throws {
        guard let held = try WithdrawalNoteStore(self).held(note.pid), held.state == .screening else {
            return
        }
        try WithdrawalNoteStore(self).move(
            held,
            rules.isEmpty ? .pass : .fail,
            cause: rules.isEmpty ? nil : "Screening: \(rules.joined(separator: ", "))."
        )
    }

    /// A moderator lets a note be seen, or does not, with a reason of 1 to 5000 characters.
    ///
    /// The database refuses a party.
    ///
    /// - Throws: `TransitionRefused` when it does not wait for that, `LostRace` when it no longer does.
    package func decide(
        _ event: WithdrawalNote.State.Event,
        on note: WithdrawalNoteRecord,
        by person: ID<Person>,
        because reason: String
    ) throws {
        _ = try note.state.after(event)
        try GateStore(self).decide(
            event.rawValue,
            WithdrawalNote.State.object,
            note.publication,
            finding: note.finding,
            by: person,
            reason: reason
        )
        try WithdrawalNoteStore(self).move(
            note,
            event,
            cause: event == .refuse ? reason : nil,
            ["reason": .string(reason)]
        )
    }
}
