// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// An open invitation to be an author of a finding.
package struct AuthorInvitationRecord: Record, Sendable {
    /// The public identifier, of the kind `authorInvitation`.
    package let pid: PID
    /// The finding.
    package let finding: ID<Finding>
    /// The finding's public identifier.
    package let findingPID: PID
    /// The finding's title when the person was invited: 1 to 300 characters.
    package let title: String
    /// Who is invited.
    package let person: PersonRecord.Name
    /// Who invites.
    package let inviter: PersonRecord.Name
    /// When it was made.
    package let createdAt: Instant
    /// Until when it can be accepted.
    package let expiresAt: Instant

    /// Of `source`.
    package static var columns: SQL {
        """
        i.pid, i.finding, i.finding_pid, i.title, p.id, p.pid, p.name, b.id, b.pid, b.name, i.created_at,
        i.expires_at
        """
    }

    /// What `columns` read from: those that are still good.
    package static let source: SQL = """
        author_invitations i JOIN persons p ON p.id = i.person JOIN persons b ON b.id = i.invited_by
        WHERE i.expires_at > platform_now()
        """

    package init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        finding = try row.next()
        findingPID = try row.next()
        title = try row.next()
        person = .init(id: try row.next(), pid: try row.next(), name: try row.next())
        inviter = .init(id: try row.next(), pid: try row.next(), name: try row.next())
        createdAt = try row.next()
        expiresAt = try row.next()
    }
}

extension PersonRecord {
    /// Who somebody is, for others.
    package struct Name: Sendable {
        /// The key of the person's row.
        package let id: ID<Person>
        /// The public identifier, of the kind `person`.
        package let pid: PID
        /// 1 to 200 characters.
        package let name: String
    }
}

/// Reads and writes invitations to be an author; row security shows them to the invited and to authors.
package struct AuthorInvitationStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The open invitation with this public identifier; `nil` when there is none that the actor may see.
    package func invitation(_ pid: PID) throws(PostgresError) -> AuthorInvitationRecord? {
        try db.first(Self.invitation(pid))
    }

    /// The same, which nobody else ends until the transaction does.
    package func held(_ pid: PID) throws(PostgresError) -> AuthorInvitationRecord? {
        try db.first(
            Self.invitation(pid),
            holding: "SELECT FROM author_invitations WHERE pid = \(pid) FOR NO KEY UPDATE"
        )
    }

    private static func invitation(_ pid: PID) -> SQL {
        """
        SELECT \(AuthorInvitationRecord.columns) FROM \(AuthorInvitationRecord.source) AND i.pid = \(pid)
        """
    }

    /// A person's open invitations, newest first, after the invitation `cursor`.
    package func invitations(to person: ID<Person>, after cursor: PID?, limit: Int) throws(PostgresError)
        -> [AuthorInvitationRecord]
    {
        try db.all(
            """
            SELECT \(AuthorInvitationRecord.columns) FROM \(AuthorInvitationRecord.source)
                AND i.person = \(person)
                AND (\(cursor)::text IS NULL OR i.id < (SELECT id FROM author_invitations WHERE pid = \(cursor)))
            ORDER BY i.id DESC
            LIMIT \(limit)
            """
        )
    }

    /// The open invitations to a finding, in the order of the invited persons' public identifiers.
    package func invitations(of finding: ID<Finding>) throws(PostgresError) -> [AuthorInvitationRecord] {
        try db.all(
            """
            SELECT \(AuthorInvitationRecord.columns) FROM \(AuthorInvitationRecord.source)
                AND i.finding = \(finding)
            ORDER BY p.pid
            """
        )
    }

    /// Invites a person, in place of an earlier invitation of the same person; it is good for
    /// ``Deadlines/invitation`` days, and ends before when `inviter` is no author any more.
    ///
    /// - Throws: `PostgresError`, as a check violation, while a version is before its gates
    ///   (`finding_authors_fixed`), and by somebody who is no author (`author_invitations_right`).
    package func create(
        _ pid: PID,
        to finding: VersionCase,
        for person: ID<Person>,
        by inviter: ID<Person>
    ) throws(PostgresError) {
        try delete(person, from: finding.finding)
        try db.execute(
            """
            INSERT INTO author_invitations (pid, finding, person, invited_by, finding_pid, title, expires_at)
            SELECT \(pid), v.finding, \(person), \(inviter), \(finding.findingPID), v.title,
                platform_now() + make_interval(days => \(Int32(Deadlines.invitation)))
            FROM finding_versions v WHERE v.id = \(finding.id)
            """
        )
    }

    /// Ends a person's invitation to a finding; false when there is none.
    @discardableResult
    package func delete(_ person: ID<Person>, from finding: ID<Finding>) throws(PostgresError) -> Bool {
        try db.execute(
            "DELETE FROM author_invitations WHERE finding = \(finding) AND person = \(person)"
        ) > 0
    }
}
