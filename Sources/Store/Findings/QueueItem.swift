// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// One case that waits for a moderator or an administrator.
package struct QueueItem: Record, Sendable {
    /// What is asked for.
    package enum Kind: String, CaseIterable, Sendable, SQLEncodable, SQLDecodable {
        /// To accept a version, to reject it, or to ask for another.
        case finding
        /// To pass a version whose screening failed; it may wait for what `finding` says as well.
        case exception
        /// To say whether a passage that had to go is gone from a version; it may wait for what `finding`
        /// says as well.
        case passage
        /// To vote on an objection.
        case flag
        /// To appoint a judge for a finding that lacks them.
        case appointment
        case release, problem
        /// To take a publication down with another judge, who has asked for it.
        case takedown
        /// To let the note of a withdrawal be seen.
        case note
        /// To have a certificate issued that could not be; an administrator does it on the platform's
        /// machine.
        case certificate
    }

    package let kind: Kind
    /// The public identifier of the finding, flag, dataset, problem or publication.
    package let pid: String
    /// The number of the version, or the sequence of the release; `nil` for all else.
    package let number: Int?
    /// A title, or the first 100 characters of a note.
    package let title: String
    /// The state of what waits; `moderation` for a finding, `screening failed` or `exception asked for` for
    /// an exception, and that of the screening for a passage.
    package let state: String
    /// How far the moderation of a version is; `nil` for all else.
    package let moderation: Moderation?
    /// How far the screening of a version is; `nil` for all else.
    package let screening: Screening?
    /// When it is overdue; `nil` where no decision is due.
    package let dueAt: Instant?
    /// Whether `dueAt` is past, by the platform's clock.
    package let isOverdue: Bool
    /// As what the asking judge judges the case beside what the roles say; `party` where that is one.
    package let seats: Set<Relation>
    /// What the asking moderator may not decide any more, for what has been decided in the case before.
    package let barred: Set<Action>
    /// The names of the finding's authors, whatever of it waits; empty for all else.
    package let authors: [String]
    /// The names of the organisations that wait: the authors', the one that objects, provides or poses.
    package let organisations: [String]
    /// The votes on a flag, `nil` for all else.
    package let votes: FlagVotes?

    /// Whether the asking judge stands outside the case.
    package var isNeutral: Bool { !seats.contains(.party) }

    /// Of a case `queue`, and of how the actor stands to its version, `j`.
    package static var columns: SQL {
        """
        kind, pid, number, title, state, moderation, screening, due_at, due_at < platform_now(),
        \(seats), \(barred), \(authors), \(organisations), flag IS NOT NULL, \(FlagVotes.columns(of: "queue.flag"))
        """
    }

    /// Of a release or a problem, since it was begun.
    private static let wasMember: SQL =
        "belonged((SELECT actor()), queue.organisation, queue.begun)"

    private static let seats: SQL = """
        CASE
            WHEN queue.version IS NOT NULL THEN j.seats
            WHEN queue.finding IS NOT NULL THEN seats(queue.finding)
            WHEN \(wasMember) THEN ARRAY['party']
            ELSE '{}'
        END
        """

    /// What of a version is, the version itself says too; of a takedown one voice of one judge counts.
    private static let barred: SQL = """
        CASE
            WHEN queue.version IS NOT NULL THEN j.barred
            ELSE ARRAY(
                SELECT 'take_down' FROM (\(TakedownStore.counting)) AS t
                WHERE t.publication = queue.publication AND t.judge = (SELECT actor())
            )
        END
        """

    private static let authors: SQL = """
        ARRAY(
            SELECT p.name FROM finding_authors a JOIN persons p ON p.id = a.person
            WHERE a.finding = queue.finding ORDER BY p.name, p.pid
        )
        """

    private static let organisations: SQL = """
        ARRAY(
            SELECT o.name FROM organisations o
            WHERE o.id = queue.organisation OR (queue.organisation IS NULL AND EXISTS (
                SELECT FROM finding_authors a JOIN memberships m ON m.person = a.person
                WHERE a.finding = queue.finding AND m.organisation = o.id
            ))
            ORDER BY o.name
        )
        """

    package init(row: inout Row) throws(DecodingFailure) {
        kind = try row.next()
        pid = try row.next()
        number = try row.next()
        title = try row.next()
        state = try row.next()
        moderation = try row.next()
        screening = try row.next()
        dueAt = try row.next()
        isOverdue = try row.next() ?? false
        seats = Set(try row.next() as [Relation])
        barred = Set(try row.next() as [Action])
        authors = try row.next()
        organisations = try row.next()
        let isFlag: Bool = try row.next()
        let votes = try FlagVotes(row: &row)
        self.votes = isFlag ? votes : nil
    }
}
