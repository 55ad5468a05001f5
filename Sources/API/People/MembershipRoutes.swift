// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/organisations/{pid}/memberships` and `…/invitations`: who belongs to an organisation, decided by its owners.
enum MembershipRoutes {
    static let all: [Route] = [
        Route(.get, "/v1/organisations/{pid}/memberships", "The members, for members", scope: .organisation) {
            call in
            let pid = try call.pid("pid", .organisation)
            _ = try call.query()
            return try await call.read(.organisation) { caller, db in
                let organisation = try organisation(pid, .listMembers, caller, db)
                return .json(["items": .array(try PersonStore(db).members(of: organisation.id).map(json))])
            }
        },
        Route(
            .delete,
            "/v1/organisations/{pid}/memberships/{person}/{role}",
            "Take a role away",
            scope: .organisation,
            leave
        ),
        Route(.get, "/v1/organisations/{pid}/invitations", "The open invitations", scope: .organisation) {
            call in
            let pid = try call.pid("pid", .organisation)
            _ = try call.query()
            return try await call.read(.organisation) { caller, db in
                let organisation = try organisation(pid, .listInvitations, caller, db)
                return .json(["items": .array(try InvitationStore(db).open(of: organisation.id).map(json))])
            }
        },
        Route(.post, "/v1/organisations/{pid}/invitations", "Invite a person", scope: .organisation, invite),
        Route(
            .delete,
            "/v1/organisations/{pid}/invitations/{invitation}",
            "Take an invitation back",
            scope: .organisation
        ) { call in
            let pid = try call.pid("pid", .organisation)
            let invitation = try call.pid("invitation", .invitation)
            return try await call.write(.organisation) { caller, db in
                let organisation = try organisation(pid, .revokeInvitation, caller, db)
                guard try db.revokeInvitation(invitation, into: organisation) else {
                    throw ProblemDetails.notFound
                }
                return .noContent
            }
        },
    ]

    private static func invite(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .organisation)
        let bytes = try await call.bytes()
        let (name, roles) = try call.decode(bytes) { body -> (String, [String])? in
            let name = body.string("name", length: 1...200)
            let roles = body.strings("roles", count: 1...MembershipRole.allCases.count, length: 1...30)
            guard let name, let roles else { return nil }
            return (name, roles)
        }
        let wanted = try roles.enumerated().map { index, text in
            guard let role = MembershipRole(rawValue: text) else {
                throw ProblemDetails.invalid("/roles/\(index)", "unknown_value", "There is no such role.")
            }
            return role
        }
        let invitationPID = try PID.random(.invitation)
        let code = try TokenText(.invitation)
        return try await call.write(.organisation, bytes: bytes) { caller, db in
            // Only an owner invites, so only an owner makes an owner.
            let organisation = try organisation(pid, .invite, caller, db)
            let invitation = try db.invite(
                name,
                into: organisation,
                as: Set(wanted),
                invitationPID,
                code: code,
                by: caller.person
            )
            return .created(
                at: "/v1/organisations/\(pid)/invitations/\(invitationPID)",
                json(invitation),
                showingOnce: "code",
                code.text
            )
        }
    }

    private static func leave(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .organisation)
        let personPID = try call.pid("person", .person)
        guard let role = MembershipRole(rawValue: call.parameter("role")) else {
            throw ProblemDetails.notFound
        }
        return try await call.write(.organisation) { caller, db in
            let action: Action = personPID == caller.pid ? .leave : .takeRole
            let organisation = try organisation(pid, action, caller, db)
            let person = try PersonStore(db).person(personPID).orNotFound()
            guard try db.end(role, of: person, in: organisation) else { throw ProblemDetails.notFound }
            return .noContent
        }
    }

    /// The organisation, for who has a right to the action; unknown to all who have nothing to do with it.
    private static func organisation(
        _ pid: PID,
        _ action: Action,
        _ caller: Caller,
        _ db: Connection
    ) throws -> OrganisationRecord {
        let organisation = try OrganisationStore(db).organisation(pid).orNotFound()
        try Standing(of: caller, to: organisation).require(action)
        return organisation
    }

    static func json(_ membership: MembershipRecord) -> JSON {
        [
            "person": .text(membership.person),
            "person_name": .string(membership.personName),
            "organisation": .text(membership.organisation),
            "organisation_name": .string(membership.organisationName),
            "role": .string(membership.role.rawValue),
            "since": .text(membership.since),
        ]
    }

    static func json(_ invitation: InvitationRecord) -> JSON {
        [
            "pid": .text(invitation.pid),
            "name": .string(invitation.name),
            "roles": .texts(invitation.roles),
            "created_at": .text(invitation.createdAt),
            "expires_at": .text(invitation.expiresAt),
        ]
    }
}
