// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// An author invites a person to be one, who is not before accepting; harmless for one who is an author.
    ///
    /// The database refuses it while a version is before its gates.
    ///
    /// - Throws: `ActRefused` when there is no such person, or one who is suspended.
    package func invite(
        _ author: PID,
        to finding: VersionCase,
        as pid: PID,
        by inviter: ID<Person>
    ) throws {
        guard let invited = try PersonStore(self).person(author), invited.state == .active else {
            throw ActRefused.invalid("/person", "unknown_value", "There is no such person.")
        }
        guard try !FindingStore(self).authors(of: finding.finding).contains(where: { $0.id == invited.id })
        else { return }
        try AuthorInvitationStore(self).create(pid, to: finding, for: invited.id, by: inviter)
        try record(
            .authorInvited,
            pid.description,
            ["finding": .string(finding.findingPID.description), "person": .string(author.description)]
        )
    }

    /// The invited, who acts, becomes an author, who may change and submit the finding.
    ///
    /// The database refuses it while a version is before its gates, and when whoever invited could not now.
    package func accept(_ invitation: AuthorInvitationRecord) throws {
        let finding = invitation.finding
        // Before the invitation is gone: without one the database lets nobody in.
        try FindingStore(self).add(invitation.person.id, to: finding)
        // And this as well: of an invitation that is gone nobody could say anything.
        try record(.authorshipAccepted, invitation.pid.description)
        try AuthorInvitationStore(self).delete(invitation.person.id, from: finding)
        try record(
            .authorAdded,
            invitation.findingPID.description,
            ["person": .string(invitation.person.pid.description)]
        )
    }

    /// The invited does not want to be an author.
    package func decline(_ invitation: AuthorInvitationRecord) throws {
        try record(.authorshipDeclined, invitation.pid.description)
        try AuthorInvitationStore(self).delete(invitation.person.id, from: invitation.finding)
    }

    /// An author takes an invitation back.
    package func revoke(_ invitation: AuthorInvitationRecord) throws {
        try record(.authorInvitationRevoked, invitation.pid.description)
        try AuthorInvitationStore(self).delete(invitation.person.id, from: invitation.finding)
    }

    /// Takes an author out of a finding, whose authors are locked.
    ///
    /// The database refuses it while a version is before its gates, and of whoever began the finding to
    /// everybody else.
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
