// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Members who would be owners.
@Suite struct Abuse03 {
    @Test(arguments: MembershipRole.allCases.filter { $0 != .owner })
    func `abuse 3: a member invites an owner`(role: MembershipRole) async throws {
        try await TestApp.run { app in
            let house = try await app.organisation(.university, "House")
            let member = try await app.person("Mia", in: house, as: [role]).token
            let path = "/v1/organisations/\(house.pid)/invitations"
            for roles: JSON in [["owner"], [.string(role.rawValue)], [.string(role.rawValue), "owner"]] {
                let refused = try await app.client.post(path, token: member, ["name": "Eve", "roles": roles])
                #expect(refused.status == 403)
                #expect(refused.code == "role")
            }
            let invitations: Int? = try await app.asSuperuser { db in
                try db.scalar("SELECT count(*) FROM invitations")
            }
            #expect(invitations == 0)
            let refusals: Int? = try await app.asSuperuser { db in
                try db.scalar(
                    """
                    SELECT count(*) FROM audit_events e JOIN persons p ON p.id = e.actor
                    WHERE e.action = 'refuse' AND p.name = 'Mia' AND e.subject = \("POST \(path)")
                        AND e.details = '{"code": "role"}'
                    """
                )
            }
            #expect(refusals == 3)
            // The other side: an owner makes an owner.
            let owner = try await app.person("Otto", in: house, as: [.owner]).token
            let invited = try await app.client.post(path, token: owner, ["name": "Olga", "roles": ["owner"]])
            #expect(invited.status == 201)
        }
    }

    @Test func `abuse 3: an administrator of the platform is no owner of a house`() async throws {
        try await TestApp.run { app in
            let house = try await app.organisation(.university, "House")
            let admin = try await app.person("Ada", platform: [.admin, .moderator]).token
            let refused = try await app.client.post(
                "/v1/organisations/\(house.pid)/invitations",
                token: admin,
                ["name": "Eve", "roles": ["owner"]]
            )
            #expect(refused.status == 403)
        }
    }

    @Test func `abuse 3: the last owner leaves, by his own hand or another's`() async throws {
        try await TestApp.run { app in
            let house = try await app.organisation(.university, "House")
            let (last, owner) = try await app.person("Otto", in: house, as: [.owner])
            let path = "/v1/organisations/\(house.pid)/memberships/\(last.pid)/owner"
            let refused = try await app.client.send("DELETE", path, token: owner)
            #expect(refused.status == 409)
            #expect(refused.code == "last_owner")
            let second = try await app.person("Olga", in: house, as: [.owner]).token
            #expect(try await app.client.send("DELETE", path, token: second).status == 204)
        }
    }
}
