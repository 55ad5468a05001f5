// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Publication
import Store

extension Connection {
    /// The authors take a publication and its version back.
    ///
    /// A tombstone and the signed revocation, which is returned, say why by a category. A note of 1 to 300
    /// characters is shown once a moderator let it.
    ///
    /// - Throws: `TransitionRefused` when it was taken back before, `ActRefused` for a note on what never was
    ///   public, `LostRace` when the publication or its version changed meanwhile.
    package func withdraw(
        _ entry: PublicationEntry,
        as category: Revocation.Reason.Category,
        note: String?,
        by person: ID<Person>,
        signing keys: KeyRing
    ) throws -> Signed<Revocation> {
        let revocation = try withdraw(entry, because: category, signing: keys)
        if let note {
            guard entry.state != .embargoed else {
                throw ActRefused.invalid("/note", "not_public", "Nobody would see it: it never was public.")
            }
            try add(note, to: entry, by: person)
        }
        return revocation
    }

    /// The platform takes a publication back that is under embargo.
    ///
    /// It has a passage that had to go from another finding, and its version needs changes. Nothing happens
    /// when it is under embargo no more.
    ///
    /// - Throws: `LostRace` when the publication or its version changed without a lock.
    package func takeBack(embargoed version: ID<FindingVersion>, signing keys: KeyRing) throws {
        guard let entry = try PublicationStore(self).held(embargoed: version) else { return }
        _ = try end(entry, because: .other, signing: keys)
        try move(entry.versionRow, .requestChanges, ["publication": .string(entry.pid.description)])
    }

    /// Takes a publication and its version back, on whosever word.
    func withdraw(
        _ entry: PublicationEntry,
        because category: Revocation.Reason.Category,
        signing keys: KeyRing
    ) throws -> Signed<Revocation> {
        let revocation = try end(entry, because: category, signing: keys)
        // A moderator does not see what authors took back before it was public.
        try moveOutOfSight(
            entry.versionRow,
            entry.ending == .withdraw ? .withdraw : .retract,
            ["category": .string(category.rawValue)]
        )
        return revocation
    }

    /// Ends a publication with its signed revocation; what becomes of its version, the caller says.
    private func end(
        _ entry: PublicationEntry,
        because category: Revocation.Reason.Category,
        signing keys: KeyRing
    ) throws -> Signed<Revocation> {
        let event = entry.ending
        _ = try entry.state.after(event)
        let now = try PlatformClock(self).now()
        let revocation = try keys.sign(
            Revocation(
                of: try Signed(parsing: entry.certificate),
                reason: Revocation.Reason(category: category),
                at: now,
                keyID: keys.keyID
            )
        )
        let details: JSON = ["category": .string(category.rawValue)]
        let publications = PublicationStore(self)
        try publications.end(
            entry,
            event,
            tombstone: try Tombstone(revocation.content).canonical(),
            details
        )
        try publications.add(
            revocation: revocation.bytes,
            of: entry,
            reason: category.rawValue,
            keyID: keys.keyID.description
        )
        return revocation
    }
}

extension PublicationEntry {
    /// What ends it: what never was public is taken back without having been withdrawn.
    var ending: PublicationRecord.State.Event { state == .embargoed ? .retract : .withdraw }
}
