// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/organisations/{pid}/invitations`: who may become a member, by a code that is good once.
enum Invitations {
    static let routes: [Route] = [
        .list(
            .listInvitations,
            "listInvitations",
            "The open invitations",
            .organisations,
            scope: .organisation,
            at: path,
            InvitationRecord.shown
        ) { (organisation: OrganisationRecord, _, db) in
            try InvitationStore(db).open(of: organisation.id)
        },
        // Only an owner invites, so only an owner makes an owner.
        .issue(
            .invite,
            "invite",
            "Invite a person",
            .organisations,
            scope: .organisation,
            at: path,
            request,
            InvitationRecord.shown.issued(with: "code", as: "NewInvitation", "An invitation with its code."),
            links: [
                .init("revokeInvitation", ["pid": "$request.path.pid", "invitation": "$response.body#/pid"])
            ]
        ) { (organisation: OrganisationRecord, asked, caller, db) in
            let code = try TokenText(.invitation)
            let made = try db.invite(
                Invited(asked.name, into: organisation, as: Set(asked.roles)),
                as: try PID.random(.invitation),
                code: code,
                by: caller.person
            )
            return (Issued(made, secret: code.text), one.at(organisation.pid, made.pid))
        },
        .remove(
            "revokeInvitation",
            "Take an invitation back",
            .organisations,
            scope: .organisation,
            at: one,
            key: { (organisation: try OrganisationRecord.key($0), invitation: try $0[.invitation]) }
        ) { key, caller, db in
            let organisation = try OrganisationRecord.require(
                .revokeInvitation,
                key.organisation,
                caller,
                db
            ).thing
            guard try db.revokeInvitation(key.invitation, into: organisation) else {
                throw ProblemDetails.notFound
            }
        },
    ]

    private static let path = OrganisationRecord.path + "/invitations"
    private static let one = path + "/\(.invitation)"

    private struct Asked: Sendable {
        let name: String
        let roles: [MembershipRole]
    }

    private static let request = Body(
        Field("name", .line(Limits.name)),
        Field("roles", .list(of: .one(of: MembershipRole.self), 1...MembershipRole.allCases.count)),
        example: ["name": "Ada Example", "roles": ["researcher"]],
        make: Asked.init
    )
}

extension InvitationRecord {
    static let shown = Representation<Self>("Invitation", "An invitation that is still open.") {
        Member("pid", .pid(.invitation)) { $0.pid }
        Member("name", .string) { $0.name }
        Member("roles", .list(of: .one(of: MembershipRole.self))) { $0.roles }
        Member("created_at", .time) { $0.createdAt }
        Member("expires_at", .time) { $0.expiresAt }
    }
}
