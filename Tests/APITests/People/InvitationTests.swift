// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Store
import TestSupport
import Testing

/// Invitations, and the enrolments that they are worth.
@Suite struct InvitationTests {
    private struct House: Sendable {
        let organisation: OrganisationRecord
        let owner: String
        var path: String { "/v1/organisations/\(organisation.pid)/invitations" }
    }

    private static func house(_ app: TestApp) async throws -> House {
        let organisation = try await app.organisation(.university, "House \(UUID().uuidString.prefix(8))")
        return House(
            organisation: organisation,
            owner: try await app.person("Otto", in: organisation, as: [.owner]).token
        )
    }

    private static func invite(_ house: House, _ app: TestApp, roles: JSON = ["researcher"]) async throws
        -> TestResponse
    {
        try await app.client.post(house.path, token: house.owner, ["name": "Rita", "roles": roles])
    }

    private static func enrol(_ code: String?, _ app: TestApp, _ more: [String: JSON] = [:]) async throws
        -> TestResponse
    {
        var body = more
        body["code"] = code.map(JSON.string)
        return try await app.client.post("/v1/enrolments", .object(body))
    }

    @Test func `an owner invites, and the code is worth one person with these roles`() async throws {
        try await TestApp.run { app in
            let house = try await Self.house(app)
            let invited = try await Self.invite(house, app, roles: ["researcher", "problem_owner"])
            #expect(invited.status == 201)
            let code = invited.json["code"]?.string
            let open = try await app.client.get(house.path, token: house.owner)
            #expect(open.json["items"]?.array?.count == 1)
            #expect(!open.text.contains(code ?? "thi_"))

            let enrolled = try await Self.enrol(code, app, ["orcid": "0000-0002-1825-0097"])
            #expect(enrolled.status == 201)
            let me = try await app.client.get("/v1/me", token: enrolled.json["token"]?.string)
            #expect(me.json["name"]?.string == "Rita")
            #expect(me.json["orcid"]?.string == "0000-0002-1825-0097")
            let roles = me.json["memberships"]?.array?.compactMap { $0["role"]?.string }
            #expect(roles == ["problem_owner", "researcher"])

            let again = try await Self.enrol(code, app)
            #expect(again.status == 401)
            #expect(again.code == "bad_code")
            #expect(again["www-authenticate"] != nil)
            #expect(try await app.client.get(house.path, token: house.owner).json["items"] == [])
        }
    }

    @Test func `of two enrolments with one code at once, one succeeds`() async throws {
        try await TestApp.run { app in
            let house = try await Self.house(app)
            let code = try await Self.invite(house, app).json["code"]?.string
            async let first = Self.enrol(code, app)
            async let second = Self.enrol(code, app)
            #expect(try await [first.status, second.status].sorted() == [201, 401])
        }
    }

    @Test func `only owners invite`() async throws {
        try await TestApp.run { app in
            let house = try await Self.house(app)
            let other = try await Self.house(app)
            let member = try await app.person("Mia", in: house.organisation, as: [.researcher]).token
            let admin = try await app.person("Ada", platform: [.admin]).token
            let reader = try await app.person("Rea", in: house.organisation, as: [.owner], scopes: [.read])
                .token
            func status(_ token: String?) async throws -> [Int] {
                let body: JSON = ["name": "Friend", "roles": ["owner"]]
                return [
                    try await app.client.post(house.path, token: token, body).status,
                    try await app.client.get(house.path, token: token).status,
                ]
            }
            #expect(try await status(member) == [403, 403])
            #expect(try await status(admin) == [403, 403])
            #expect(try await status(reader) == [403, 403])
            #expect(try await status(other.owner) == [404, 404])
            #expect(try await status(nil) == [401, 401])
            #expect(try await app.client.get(house.path, token: house.owner).json["items"] == [])
        }
    }

    @Test func `what is wrong with a body is told to who has the right only`() async throws {
        try await TestApp.run { app in
            let house = try await Self.house(app)
            let other = try await Self.house(app)
            let member = try await app.person("Mia", in: house.organisation, as: [.researcher]).token
            for (token, status) in [(other.owner, 404), (member, 403), (house.owner, 422)] {
                #expect(try await app.client.post(house.path, token: token, [:]).status == status)
            }
        }
    }

    @Test func `a malformed invitation is refused field by field`() async throws {
        try await TestApp.run { app in
            let house = try await Self.house(app)
            func pointers(_ body: JSON) async throws -> Set<String> {
                let response = try await app.client.post(house.path, token: house.owner, body)
                #expect(response.status == 422)
                return response.pointers
            }
            #expect(try await pointers([:]) == ["/name", "/roles"])
            #expect(try await pointers(["name": "", "roles": [], "x": 1]) == ["/name", "/roles", "/x"])
            #expect(try await pointers(["name": "R", "roles": ["researcher", "moderator"]]) == ["/roles/1"])
            #expect(try await app.client.get(house.path, token: house.owner).json["items"] == [])
        }
    }

    @Test func `an invitation that was taken back, or is too old, is worth nothing`() async throws {
        try await TestApp.run { app in
            let house = try await Self.house(app)
            let other = try await Self.house(app)
            let taken = try await Self.invite(house, app)
            let location = taken["location"] ?? ""
            #expect(try await app.client.send("DELETE", location, token: other.owner).status == 404)
            #expect(try await app.client.send("DELETE", location, token: house.owner).status == 204)
            #expect(try await app.client.send("DELETE", location, token: house.owner).status == 404)
            #expect(try await Self.enrol(taken.json["code"]?.string, app).code == "bad_code")

            let old = try await Self.invite(house, app)
            try await app.advanceClock(days: Deadlines.invitation)
            #expect(try await Self.enrol(old.json["code"]?.string, app).code == "bad_code")
        }
    }

    @Test func `a malformed enrolment is refused, and the code keeps its worth`() async throws {
        try await TestApp.run { app in
            let house = try await Self.house(app)
            let code = try await Self.invite(house, app).json["code"]?.string
            #expect(try await Self.enrol(nil, app).pointers == ["/code"])
            #expect(try await Self.enrol("thi_wrong", app).code == "bad_code")
            let wrong = try await Self.enrol(
                code,
                app,
                ["orcid": "0000-0002-1825-0098", "name": "", "role": 1]
            )
            #expect(wrong.pointers == ["/orcid", "/name", "/role"])
            for (orcid, word) in [
                ("0000-0002-1825-0098", "check digit"), ("0000000218250097", "four groups"),
            ] {
                let refused = try await Self.enrol(code, app, ["orcid": .string(orcid)])
                let error = refused.json["errors"]?.array?.first
                #expect(error?["code"] == "orcid")
                #expect(error?["detail"]?.string?.contains(word) == true)
            }

            #expect(try await Self.enrol(code, app, ["orcid": "0000-0002-1825-0097"]).status == 201)
        }
    }

    @Test func `nobody enrols in an organisation that is suspended or closed`() async throws {
        try await TestApp.run { app in
            let house = try await Self.house(app)
            let admin = try await app.person("Ada", platform: [.admin]).token
            // By whoever runs the database, whose right does not end with anybody's role.
            let code = try TokenText(.invitation)
            let pid = try PID.random(.invitation)
            try await app.asSuperuser { db in
                _ = try InvitationStore(db).create(
                    pid: pid,
                    name: "Rita",
                    organisation: house.organisation.id,
                    roles: ["researcher"],
                    platformRoles: [],
                    code: code,
                    by: nil
                )
            }
            func act(_ event: String) async throws -> TestResponse {
                try await app.client.post(
                    "/v1/organisations/\(house.organisation.pid)/actions/\(event)",
                    token: admin,
                    ["reason": "As agreed."],
                    headers: ["If-Match": "*"]
                )
            }
            _ = try await act("suspend").expecting(200)
            #expect(try await Self.enrol(code.text, app).code == "bad_code")
            _ = try await act("resume").expecting(200)
            #expect(try await Self.enrol(code.text, app).status == 201)
        }
    }
}
