// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Publication
import Store

/// How many neutral judges of one mind take a publication down against its authors.
private let votesNeeded = 2

/// What a judge's voice for taking a publication down has led to.
package struct Takedown: Sendable {
    /// How many voices for the same category there are with this one, by different judges.
    package let votes: Int
    /// How many it takes.
    package let votesNeeded: Int
    /// Whether the publication is withdrawn now.
    package var isDone: Bool { votes >= votesNeeded }
}

extension Connection {
    /// A judge hides a publication for ten days, once, with a reason of 1 to 5000 characters.
    ///
    /// The database refuses a party, and a second time.
    ///
    /// - Throws: `TransitionRefused` when it is not published, `LostRace` when it no longer is.
    package func hide(_ entry: PublicationEntry, by person: ID<Person>, because reason: String) throws {
        let event = PublicationRecord.State.Event.hide
        _ = try entry.state.after(event)
        try decide(event.rawValue, on: entry, by: person, because: reason)
        try move(entry.row, event, due: .days(Deadlines.takedown), ["reason": .string(reason)])
    }

    /// A judge asks for a publication's end against its authors, with a reason of 1 to 5000 characters; the
    /// second who does so within ten days, for the same category, takes it down.
    ///
    /// The database refuses a party.
    ///
    /// - Throws: `TransitionRefused` when it was taken back before, `ActRefused` for a second voice of one
    ///   person, `LostRace` when the publication or its version changed meanwhile.
    package func takeDown(
        _ entry: PublicationEntry,
        as category: Revocation.Reason.Category,
        by person: ID<Person>,
        because reason: String,
        signing keys: KeyRing
    ) throws -> Takedown {
        _ = try entry.state.after(entry.ending)
        let decision = try decide("take_down", on: entry, by: person, because: reason)
        let takedowns = TakedownStore(self)
        let earlier = try takedowns.votes(on: entry.id)
        guard !earlier.contains(where: { $0.judge == person }) else {
            throw ActRefused.conflict("already_voted", "You have asked for this; another judge decides.")
        }
        let vote = TakedownVote(judge: person, category: category.rawValue)
        try takedowns.add(vote, on: entry.id, decision: decision)
        try record(
            .takedownAsked,
            entry.pid.description,
            ["category": .string(category.rawValue), "reason": .string(reason)]
        )
        let votes = 1 + earlier.count { $0.category == vote.category }
        let takedown = Takedown(votes: votes, votesNeeded: votesNeeded)
        if takedown.isDone { _ = try withdraw(entry, because: category, signing: keys) }
        return takedown
    }

    @discardableResult
    private func decide(
        _ event: String,
        on entry: PublicationEntry,
        by person: ID<Person>,
        because reason: String
    ) throws -> UUID {
        try GateStore(self).decide(
            event,
            PublicationRecord.State.object,
            entry.id,
            finding: entry.finding,
            by: person,
            reason: reason
        )
    }
}
