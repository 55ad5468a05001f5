// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Publication
import Store

extension Connection {
    /// Takes a publication and its version back; a tombstone and the signed
    /// revocation, which is returned, stay.
    ///
    /// - Throws: `TransitionRefused` when it was taken back before, `LostRace` when it or its
    ///   version changed meanwhile.
    package func withdraw(
        _ entry: PublicationEntry,
        because reason: Revocation.Reason,
        signing keys: KeyRing
    ) throws -> Signed<Revocation> {
        let isPublic = entry.state != .embargoed
        let event: PublicationRecord.State.Event = isPublic ? .withdraw : .retract
        _ = try entry.state.after(event)
        let now = try PlatformClock(self).now()
        let revocation = try keys.sign(
            Revocation(of: try Signed(parsing: entry.certificate), reason: reason, at: now, keyID: keys.keyID)
        )
        let details: JSON = ["reason": .string(reason.text)]
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
            reason: reason.text,
            keyID: keys.keyID.description
        )
        // A moderator does not see what authors took back before it was public.
        try moveOutOfSight(entry.versionRow, isPublic ? .withdraw : .retract, details)
        return revocation
    }
}
