// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// `/v1/organisations/{pid}/memberships`.
@Suite struct MembershipTests {
    private static func leave(
        _ person: PersonRecord,
        _ role: String,
        _ organisation: OrganisationRecord,
        _ token: String?,
        _ app: TestApp
    ) async throws -> TestResponse {
        try await app.client.send(
            "DELETE",
            "/v1/organisations/\(organisation.pid)/memberships/\(person.pid)/\(role)",
            token: token
        )
    }

    @Test func `members see the members, administrators too, others not even the list`() async throws {
        try await TestApp.run { app in
            let house = try await app.organisation(.university, "House")
            let other = try await app.organisation(.university, "Other")
            let owner = try await app.person("Otto", in: house, as: [.owner, .researcher]).token
            let member = try await app.person("Mia", in: house, as: [.researcher]).token
            let admin = try await app.person("Ada", platform: [.admin]).token
            let stranger = try await app.person("Sten", in: other, as: [.owner]).token
            let path = "/v1/organisations/\(house.pid)/memberships"
            for token in [owner, member, admin] {
                let list = try await app.client.get(path, token: token).expecting(200)
                #expect(list.json["items"]?.array?.count == 3)
            }
            #expect(try await app.client.get(path, token: stranger).status == 404)
            #expect(try await app.client.get(path).status == 401)
        }
    }

    @Test func `a role that is taken away is gone on the next request`() async throws {
        try await TestApp.run { app in
            let house = try await app.organisation(.university, "House")
            let owner = try await app.person("Otto", in: house, as: [.owner]).token
            let (second, token) = try await app.person("Olga", in: house, as: [.owner, .researcher])
            let path = "/v1/organisations/\(house.pid)/invitations"
            #expect(try await app.client.get(path, token: token).status == 200)
            #expect(try await Self.leave(second, "owner", house, owner, app).status == 204)
            #expect(try await app.client.get(path, token: token).status == 403)
            #expect(try await Self.leave(second, "owner", house, owner, app).status == 404)
            // What is left, its holder may give up.
            #expect(try await Self.leave(second, "researcher", house, token, app).status == 204)
            #expect(try await app.client.get(path, token: token).status == 404)
        }
    }

    @Test func `the last owner cannot leave`() async throws {
        try await TestApp.run { app in
            let house = try await app.organisation(.university, "House")
            let (first, owner) = try await app.person("Otto", in: house, as: [.owner, .researcher])
            let refused = try await Self.leave(first, "owner", house, owner, app)
            #expect(refused.status == 409)
            #expect(refused.code == "last_owner")
            #expect(try await Self.leave(first, "researcher", house, owner, app).status == 204)
            _ = try await app.person("Olga", in: house, as: [.owner])
            #expect(try await Self.leave(first, "owner", house, owner, app).status == 204)
        }
    }

    @Test func `of the last two owners who leave at once, one stays`() async throws {
        try await TestApp.run { app in
            let house = try await app.organisation(.university, "House")
            let first = try await app.person("Otto", in: house, as: [.owner])
            let second = try await app.person("Olga", in: house, as: [.owner])
            async let one = Self.leave(first.person, "owner", house, first.token, app)
            async let two = Self.leave(second.person, "owner", house, second.token, app)
            #expect(try await [one.status, two.status].sorted() == [204, 409])
        }
    }

    @Test func `only owners take roles from others, and only at home`() async throws {
        try await TestApp.run { app in
            let house = try await app.organisation(.university, "House")
            let other = try await app.organisation(.university, "Other")
            let (otto, owner) = try await app.person("Otto", in: house, as: [.owner, .researcher])
            let member = try await app.person("Mia", in: house, as: [.researcher]).token
            let admin = try await app.person("Ada", platform: [.admin]).token
            let stranger = try await app.person("Sten", in: other, as: [.owner]).token
            #expect(try await Self.leave(otto, "researcher", house, member, app).code == "role")
            #expect(try await Self.leave(otto, "researcher", house, admin, app).code == "role")
            #expect(try await Self.leave(otto, "researcher", house, stranger, app).status == 404)
            #expect(try await Self.leave(otto, "researcher", house, nil, app).status == 401)
            #expect(try await Self.leave(otto, "king", house, owner, app).status == 404)
            #expect(try await Self.leave(otto, "reviewer", house, owner, app).status == 404)
        }
    }
}
