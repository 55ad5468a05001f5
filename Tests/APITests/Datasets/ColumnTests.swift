// SPDX-License-Identifier: Apache-2.0
import JSON
import TestSupport
import Testing

/// `…/files/{name}/columns`.
@Suite struct ColumnTests {
    @Test func `roles are assigned, a few at a time`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(TestApp.pumps, as: "a.csv", to: fixture)
            _ = try await app.assign(["region": "quasi"], in: "a.csv", of: fixture)
            let response = try await app.assign(["kind": "other"], in: "a.csv", of: fixture)
            #expect(response.status == 200)
            #expect(response.json["columns"]?.array?.map { $0["role"]?.string } == ["quasi", "other"])
            let again = try await app.client.get(
                fixture.path + "/files/a.csv/columns",
                token: fixture.officer
            )
            #expect(again["etag"] == response["etag"])
        }
    }

    @Test func `an unknown column or role is refused by its pointer, and nothing is assigned`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(TestApp.pumps, as: "a.csv", to: fixture)
            let column = try await app.assign(["region": "quasi", "a/b": "other"], in: "a.csv", of: fixture)
            #expect(column.status == 422)
            #expect(column.json["errors"]?.array?.first?["pointer"]?.string == "/roles/a~1b")
            let role = try await app.assign(["region": "secret", "kind": 1], in: "a.csv", of: fixture)
            #expect(role.status == 422)
            #expect(role.json["errors"]?.array?.count == 2)
            #expect(try await app.assign("quasi", in: "a.csv", of: fixture).status == 422)
            let file = try await app.client.get(fixture.path + "/files/a.csv/columns", token: fixture.officer)
            #expect(file.json["columns"]?.array?.allSatisfy { $0["role"] == .null } == true)
            #expect(try await app.assign(["region": "quasi"], in: "b.csv", of: fixture).status == 404)
        }
    }

    @Test func `the tag is needed, and strangers find nothing`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(TestApp.pumps, as: "a.csv", to: fixture)
            let stranger = try await app.person("Sten").token
            for (token, status) in [(fixture.officer, 428), (stranger, 404), (fixture.moderator, 404)] {
                let response = try await app.client.send(
                    "PATCH",
                    fixture.path + "/files/a.csv/columns",
                    token: token,
                    body: Array(#"{"roles":{"region":"quasi"}}"#.utf8)
                )
                #expect(response.status == status)
            }
        }
    }
}
