// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension Contract {
    static let people: [String: Operation] = [
        "GET /v1/me": Operation(id: "getMe", tag: .people, content: .json(.ref("Me"))),
        "GET /v1/me/inbox": .page(
            "listNotices",
            .people,
            "Notice",
            filters: ["unread": .one(of: ["true", "false"])]
        ),
        "POST /v1/me/inbox/actions/read": readInbox,
        "GET /v1/tokens": .all("listTokens", .people, "Token"),
        "POST /v1/tokens": .create(
            "createToken",
            .people,
            .request(
                [
                    "name": .line(1...100),
                    "scopes": .list(of: .one(of: Scope.self), 1...Scope.allCases.count),
                ],
                optional: ["days": .integer(1...365)]
            ),
            example: ["name": "laptop", "scopes": ["read", "findings"], "days": 30],
            .ref("NewToken"),
            links: [.init("revokeToken", ["pid": "$response.body#/pid"])]
        ),
        "DELETE /v1/tokens/{pid}": .delete("revokeToken", .people),
        "POST /v1/enrolments": enrol,
        "GET /v1/organisations": .page("listOrganisations", .organisations, "Organisation"),
        "GET /v1/organisations/{pid}": .read("getOrganisation", .organisations, .ref("Organisation")),
        "GET /v1/organisations/{pid}/clocks": .read("getClocks", .organisations, .ref("Clocks")),
        "POST /v1/organisations/{pid}/actions/{event}": .decide(
            "moveOrganisation",
            .organisations,
            .ref("Organisation")
        ),
        "GET /v1/organisations/{pid}/memberships": .all("listMemberships", .organisations, "Membership"),
        "DELETE /v1/organisations/{pid}/memberships/{person}/{role}": .delete("leaveRole", .organisations),
        "GET /v1/organisations/{pid}/invitations": .all("listInvitations", .organisations, "Invitation"),
        "POST /v1/organisations/{pid}/invitations": .create(
            "invite",
            .organisations,
            .request([
                "name": .line(1...200),
                "roles": .list(of: .one(of: MembershipRole.self), 1...MembershipRole.allCases.count),
            ]),
            example: ["name": "Ada Example", "roles": ["researcher"]],
            .ref("NewInvitation"),
            links: [
                .init("revokeInvitation", ["pid": "$request.path.pid", "invitation": "$response.body#/pid"])
            ]
        ),
        "DELETE /v1/organisations/{pid}/invitations/{invitation}": .delete(
            "revokeInvitation",
            .organisations
        ),
    ]

    private static let notice = Schema.pattern(
        "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        example: "019aa0b0-0000-7000-8000-000000000001"
    )

    private static let readInbox: Operation = {
        let body = Schema.request(["last": notice])
        return Operation(
            id: "readNotices",
            tag: .people,
            body: .json(body, example: ["last": "019aa0b0-0000-7000-8000-000000000001"]),
            status: 204
        )
    }()

    private static let enrol: Operation = {
        var operation = Operation.create(
            "enrol",
            .people,
            .request(["code": .line(1...100)], optional: ["name": .line(1...200), "orcid": .orcid]),
            example: ["code": .string("thi_" + String(repeating: "0", count: 49))],
            .request(["person": .pid(.person), "token": .string, "expires_at": .time])
        )
        operation.refusals.insert(401)
        return operation
    }()

    static let peopleSchemas: [String: Schema] = [
        "Notice": .object([
            "id": notice, "kind": .string, "subject": .string, "about": .string, "due_at": Schema.time.orNull,
            "created_at": .time, "read_at": Schema.time.orNull,
        ]),
        "Clocks": .object([
            "organisation": .pid(.organisation), "name": .string,
            "clearances": .object([
                "decided": .count, "median_days": Schema.days.orNull, "lapsed": .count, "capped": .count,
                "extended": .count, "flags": .count, "flags_upheld": .count,
            ]),
            "access_requests": .object([
                "answered": .count, "median_days": Schema.days.orNull, "lapsed": .count,
            ]),
        ]),
        "Me": .object([
            "pid": .pid(.person), "name": .string, "orcid": .orcid.orNull,
            "platform_roles": .list(of: .one(of: PlatformRole.self)),
            "scopes": .list(of: .one(of: Scope.self)),
            "memberships": .list(of: .ref("Membership")),
        ]),
        "Token": .object(token),
        "NewToken": .object(token, optional: ["token": .string.described("Shown this once.")]),
        "Membership": .object([
            "person": .pid(.person), "person_name": .string, "organisation": .pid(.organisation),
            "organisation_name": .string, "role": .one(of: MembershipRole.self), "since": .time,
        ]),
        "Invitation": .object(invitation),
        "NewInvitation": .object(invitation, optional: ["code": .string.described("Shown this once.")]),
        "Organisation": .object(
            [
                "pid": .pid(.organisation), "name": .string, "kind": .one(of: Organisation.Kind.self),
                "ror": .ror.orNull, "state": .one(of: Organisation.State.self), "created_at": .time,
            ],
            optional: ["actions": .actions]
        ),
    ]

    private static let token: [String: Schema] = [
        "pid": .pid(.token), "name": .string, "tail": .string, "scopes": .list(of: .one(of: Scope.self)),
        "created_at": .time, "expires_at": .time, "last_used_at": .time.orNull, "revoked_at": .time.orNull,
    ]

    private static let invitation: [String: Schema] = [
        "pid": .pid(.invitation), "name": .string, "roles": .list(of: .one(of: MembershipRole.self)),
        "created_at": .time, "expires_at": .time,
    ]
}
