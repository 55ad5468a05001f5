// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// An invitation as stored; its code is known to nobody but the invited.
package struct InvitationRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: UUID
    /// The public identifier, of the kind `invitation`.
    package let pid: PID
    /// Whom the invitation is for, as the inviter wrote it: 1 to 200 characters.
    package let name: String
    /// The organisation that the invited will belong to; `nil` exactly when `roles` is empty.
    package let organisation: ID<Organisation>?
    /// In the organisation; may be empty only if `platformRoles` is not.
    package let roles: [MembershipRole]
    /// On the platform as a whole; may be empty.
    package let platformRoles: [PlatformRole]
    /// When it was made.
    package let createdAt: Instant
    /// When its code stops being good.
    package let expiresAt: Instant

    package static var columns: SQL {
        "id, pid, name, organisation, roles, platform_roles, created_at, expires_at"
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        pid = try row.next()
        name = try row.next()
        organisation = try row.next()
        roles = try row.next()
        platformRoles = try row.next()
        createdAt = try row.next()
        expiresAt = try row.next()
    }
}

/// Reads and writes invitations.
package struct InvitationStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// Makes an invitation that is good for ``Deadlines/invitation`` days, and ends before when `person`, who
    /// makes it, loses the right to; of its code only the hash is kept.
    ///
    /// - Throws: `PostgresError`, as a check violation, when there is no role at all
    ///   (`invitations_for_something`), when roles in an organisation and the organisation do not come
    ///   together (`invitations_roles_have_organisation`), and when `person` may not invite so, or the
    ///   organisation is closed (`invitations_right`).
    package func create(
        pid: PID,
        name: String,
        organisation: ID<Organisation>?,
        roles: [String],
        platformRoles: [String],
        code: TokenText,
        by person: ID<Person>?
    ) throws(PostgresError) -> InvitationRecord {
        try db.one(
            """
            INSERT INTO invitations (
                pid, name, organisation, roles, platform_roles, code_hash, invited_by, expires_at
            )
            VALUES (
                \(pid), \(name), \(organisation), \(roles), \(platformRoles), \(code.hash), \(person),
                platform_now() + make_interval(days => \(Int32(Deadlines.invitation)))
            )
            RETURNING \(InvitationRecord.columns)
            """
        )
    }

    /// The live invitations of an organisation.
    package func open(of organisation: ID<Organisation>) throws(PostgresError) -> [InvitationRecord] {
        try db.all(
            """
            SELECT \(InvitationRecord.columns) FROM invitations
            WHERE organisation = \(organisation) AND accepted_at IS NULL AND revoked_at IS NULL
                AND expires_at > platform_now()
            ORDER BY id
            """
        )
    }

    /// The live invitation behind a code, locked until the transaction ends so that the
    /// code is worth one enrolment.
    ///
    /// Nobody can enrol into an organisation that is suspended or closed, nor by the word of somebody who
    /// could not say it now.
    package func lock(codeHash: [UInt8]) throws(PostgresError) -> InvitationRecord? {
        try db.first(
            """
            SELECT \(InvitationRecord.columns) FROM invitations
            WHERE code_hash = \(codeHash) AND accepted_at IS NULL AND revoked_at IS NULL
                AND expires_at > platform_now()
                AND (organisation IS NULL OR EXISTS (
                    SELECT FROM organisations o WHERE o.id = organisation AND o.state IN ('pending', 'active')
                ))
                AND may_invite(invited_by, organisation, platform_roles)
            FOR UPDATE
            """
        )
    }

    /// Notes that a person has enrolled with an invitation, once ``lock(codeHash:)`` has found it.
    ///
    /// - Throws: `LostRace` when there is no such invitation.
    package func accept(_ id: UUID, by person: ID<Person>) throws {
        try db.hit(
            .invitation,
            "UPDATE invitations SET accepted_at = platform_now(), accepted_by = \(person) WHERE id = \(id)"
        )
    }

    /// Takes an invitation back that was neither accepted nor revoked, also one past its time; false when
    /// there is none.
    package func revoke(_ pid: PID, of organisation: ID<Organisation>) throws(PostgresError) -> Bool {
        try db.execute(
            """
            UPDATE invitations SET revoked_at = platform_now()
            WHERE pid = \(pid) AND organisation = \(organisation)
                AND accepted_at IS NULL AND revoked_at IS NULL
            """
        ) > 0
    }
}
