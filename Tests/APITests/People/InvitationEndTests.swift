// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Invitations whose inviter could not make them any more.
@Suite struct InvitationEndTests {
    /// A second owner's open invitation, and those who can end it.
    private struct House: Sendable {
        let organisation: OrganisationRecord
        let first: String
        let inviter: PersonRecord
        let second: String
        let admin: String
        let pid: String
        let code: String

        var invitations: String { "/v1/organisations/\(organisation.pid)/invitations" }

        init(_ app: TestApp) async throws {
            organisation = try await app.organisation(.university, "House \(UUID().uuidString.prefix(8))")
            first = try await app.person("Otto", in: organisation, as: [.owner]).token
            (inviter, second) = try await app.person("Olga", in: organisation, as: [.owner, .researcher])
            admin = try await app.person("Ada", platform: [.admin]).token
            let invited = try await app.client.post(
                "/v1/organisations/\(organisation.pid)/invitations",
                token: second,
                ["name": "Friend", "roles": ["owner"]]
            ).expecting(201)
            pid = invited.json["pid"]?.string ?? ""
            code = invited.json["code"]?.string ?? ""
        }

        func takeRole(_ role: String, by token: String, _ app: TestApp) async throws {
            let path = "/v1/organisations/\(organisation.pid)/memberships/\(inviter.pid)/\(role)"
            _ = try await app.client.send("DELETE", path, token: token).expecting(204)
        }

        func act(_ event: String, _ app: TestApp) async throws {
            _ = try await app.client.post(
                "/v1/organisations/\(organisation.pid)/actions/\(event)",
                token: admin,
                ["reason": "As agreed."],
                headers: ["If-Match": "*"]
            ).expecting(200)
        }

        func move(_ event: PersonState.Event, from state: PersonState, _ app: TestApp) async throws {
            try await app.asSuperuser { db in try db.move(Subject(inviter.id, state), event) }
        }

        func enrol(_ app: TestApp) async throws -> TestResponse {
            try await app.client.post("/v1/enrolments", ["code": .string(code)])
        }

        /// Whether the invitation is shown as open, and how often it was written down that it ended.
        func isOpen(_ app: TestApp) async throws -> (listed: Bool, ended: Int) {
            let open = try await app.client.get(invitations, token: first).expecting(200)
            let ended: Int? = try await app.asSuperuser { db in
                try db.scalar(
                    """
                    SELECT count(*) FROM audit_events
                    WHERE object = 'invitation' AND action = 'void' AND subject = \(pid)
                    """
                )
            }
            return (open.json["items"]?.array?.contains { $0["pid"]?.string == pid } ?? false, ended ?? -1)
        }
    }

    @Test func `whoever ceases to be an owner leaves no open invitation behind`() async throws {
        try await TestApp.run { app in
            for isOwnWish in [false, true] {
                let house = try await House(app)
                #expect(try await house.isOpen(app) == (true, 0))
                try await house.takeRole("owner", by: isOwnWish ? house.second : house.first, app)
                #expect(try await house.isOpen(app) == (false, 1))
                #expect(try await house.enrol(app).code == "bad_code")
                // Nor does the role bring it back.
                try await app.asSuperuser { db in
                    try PersonStore(db).join(house.inviter.id, house.organisation.id, as: "owner")
                }
                #expect(try await house.enrol(app).code == "bad_code")
            }
        }
    }

    @Test func `what is taken away and gives no right to invite ends nothing`() async throws {
        try await TestApp.run { app in
            let house = try await House(app)
            let other = try await app.organisation(.institute, "Another \(UUID().uuidString.prefix(8))")
            try await app.asSuperuser { db in
                for role in ["owner", "researcher"] {
                    try PersonStore(db).join(house.inviter.id, other.id, as: role)
                }
                try PersonStore(db).join(
                    try #require(try PersonStore(db).persons().first { $0.name == "Otto" }).id,
                    other.id,
                    as: "owner"
                )
            }
            try await house.takeRole("researcher", by: house.first, app)
            let elsewhere = "/v1/organisations/\(other.pid)/memberships/\(house.inviter.pid)/owner"
            _ = try await app.client.send("DELETE", elsewhere, token: house.first).expecting(204)
            #expect(try await house.isOpen(app) == (true, 0))
            #expect(try await house.enrol(app).status == 201)
            // What was used is not ended any more.
            try await house.takeRole("owner", by: house.first, app)
            #expect(try await house.isOpen(app) == (false, 0))
        }
    }

    @Test func `an organisation's suspension ends what its owners offered, and so does its end`() async throws
    {
        try await TestApp.run { app in
            let house = try await House(app)
            try await house.act("suspend", app)
            try await house.act("resume", app)
            #expect(try await house.isOpen(app) == (false, 1))
            #expect(try await house.enrol(app).code == "bad_code")

            let closed = try await House(app)
            try await closed.act("close", app)
            #expect(try await closed.enrol(app).code == "bad_code")
            let ended: Bool? = try await app.asSuperuser { db in
                try db.scalar("SELECT revoked_at IS NOT NULL FROM invitations WHERE pid = \(closed.pid)")
            }
            #expect(ended == true)
        }
    }

    @Test func `a suspended person's offers end, and stay ended`() async throws {
        try await TestApp.run { app in
            let house = try await House(app)
            try await house.move(.suspend, from: .active, app)
            try await house.move(.resume, from: .suspended, app)
            #expect(try await house.isOpen(app) == (false, 1))
            #expect(try await house.enrol(app).code == "bad_code")
        }
    }

    @Test func `an administrator's offer of the platform's roles ends with that role`() async throws {
        try await TestApp.run { app in
            let (admin, _) = try await app.person("Ada", platform: [.admin, .moderator])
            _ = try await app.person("Anna", platform: [.admin])
            let code = try TokenText(.invitation)
            let pid = try PID.random(.invitation)
            try await app.asSuperuser { db in
                _ = try InvitationStore(db).create(
                    pid: pid,
                    name: "Mori",
                    organisation: nil,
                    roles: [],
                    platformRoles: ["moderator"],
                    code: code,
                    by: admin.id
                )
                try db.execute(
                    "UPDATE persons SET platform_roles = '{moderator}' WHERE id = \(admin.id)"
                )
            }
            let refused = try await app.client.post("/v1/enrolments", ["code": .string(code.text)])
            #expect(refused.code == "bad_code")
        }
    }

    @Test func `a right that was lost unseen is missed when the code is used`() async throws {
        try await TestApp.run { app in
            let house = try await House(app)
            try await app.asSuperuser { db in
                try db.execute("SET session_replication_role = replica")
                try db.execute("DELETE FROM memberships WHERE person = \(house.inviter.id)")
                try db.execute("SET session_replication_role = origin")
            }
            #expect(try await house.isOpen(app) == (true, 0))
            #expect(try await house.enrol(app).code == "bad_code")
        }
    }

    @Test func `nobody is invited by who may not invite, whatever the program says`() async throws {
        try await TestApp.run { app in
            let house = try await House(app)
            let (member, _) = try await app.person("Mia", in: house.organisation, as: [.researcher])
            let (moderator, _) = try await app.person("Mona", platform: [.moderator])
            for (inviter, place, roles, platform) in [
                (member, house.organisation.id as ID<Organisation>?, ["owner"], []),
                (house.inviter, nil, [], ["admin"]), (moderator, nil, [], ["moderator"]),
            ] as [(PersonRecord, ID<Organisation>?, [String], [String])] {
                let (pid, code) = (try PID.random(.invitation), try TokenText(.invitation))
                let error = await #expect(throws: PostgresError.self) {
                    try await app.asSuperuser { db in
                        _ = try InvitationStore(db).create(
                            pid: pid,
                            name: "Friend",
                            organisation: place,
                            roles: roles,
                            platformRoles: platform,
                            code: code,
                            by: inviter.id
                        )
                    }
                }
                #expect(error?.constraint == "invitations_right")
            }
        }
    }

    @Test func `of an invitation and the loss of its right at once, none is left over`() async throws {
        try await TestApp.run { app in
            let house = try await House(app)
            // The role is as good as gone, but not yet for good.
            try await app.hold(
                """
                DELETE FROM memberships
                WHERE person = \(house.inviter.id) AND organisation = \(house.organisation.id) AND role = 'owner'
                """
            ) { letGo in
                async let late = app.client.post(
                    house.invitations,
                    token: house.second,
                    ["name": "Late", "roles": ["owner"]]
                )
                try await app.untilBlocked()
                letGo()
                #expect(try await late.code == "role")
            }
            #expect(try await house.isOpen(app) == (false, 1))
            let open = try await app.client.get(house.invitations, token: house.first)
            #expect(open.json["items"] == [])
        }
    }
}
