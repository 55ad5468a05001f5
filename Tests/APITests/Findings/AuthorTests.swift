// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// `/v1/findings/{pid}/authors`.
@Suite struct AuthorTests {
    @Test func `an author lets another person change the finding, and takes them out again`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let path = "/v1/findings/\(finding.pid)/authors"
            let (other, token) = try await app.person("Bo", in: finding.university, as: [.researcher])
            #expect(try await finding.get(as: token).status == 404)
            let added = try await app.client.post(
                path,
                token: finding.token,
                ["person": .string(other.pid.description)],
                headers: ["If-Match": "*"]
            )
            #expect(added.status == 200)
            let twice = try await app.client.post(
                path,
                token: finding.token,
                ["person": .string(other.pid.description)],
                headers: ["If-Match": "*"]
            )
            #expect(twice.json["items"]?.array?.count == 2)
            let list = try await app.client.get(path, token: token)
            let names = list.json["items"]?.array?.compactMap { $0["name"]?.string } ?? []
            #expect(Set(names) == ["Rita", "Bo"])
            #expect(try await finding.patch(["title": "Ours"], as: token).status == 200)
            #expect(try await app.client.get("/v1/findings", token: token).json["items"]?.array?.count == 1)

            // The author who began it can be taken out as well, and then sees nothing of it.
            let founder = "\(path)/\(finding.author.pid)"
            #expect(
                try await app.client.send("DELETE", founder, token: token, headers: ["If-Match": "*"]).status
                    == 204
            )
            #expect(try await finding.get().status == 404)
            #expect(
                try await app.client.get("/v1/findings/\(finding.pid)", token: finding.token).status == 404
            )
            #expect(try await app.client.get("/v1/findings", token: finding.token).json["items"]?.array == [])
            #expect(
                try await app.client.send("DELETE", founder, token: token, headers: ["If-Match": "*"]).status
                    == 404
            )
            let last = try await app.client.send(
                "DELETE",
                "\(path)/\(other.pid)",
                token: token,
                headers: ["If-Match": "*"]
            )
            #expect(last.status == 409)
            #expect(last.code == "last_author")
        }
    }

    @Test func `authors are persons who are known and active`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let path = "/v1/findings/\(finding.pid)/authors"
            for person in [PID(kind: .person, bits: 9).description, finding.pid, "pe-1", ""] {
                let refused = try await app.client.post(
                    path,
                    token: finding.token,
                    ["person": .string(person)],
                    headers: ["If-Match": "*"]
                )
                #expect(refused.status == 422)
                #expect(refused.pointers == ["/person"])
            }
            let (gone, _) = try await app.person("Gone")
            try await app.asSuperuser { db in
                try db.execute("UPDATE persons SET state = 'suspended' WHERE id = \(gone.id)")
            }
            let suspended: JSON = ["person": .string(gone.pid.description)]
            #expect(
                try await app.client.post(path, token: finding.token, suspended, headers: ["If-Match": "*"])
                    .pointers == ["/person"]
            )
            let malformed = try await app.client.post(
                path,
                token: finding.token,
                ["persons": []],
                headers: ["If-Match": "*"]
            )
            #expect(malformed.pointers == ["/person", "/persons"])
            let broken = try await app.client.send(
                "POST",
                path,
                token: finding.token,
                body: [123],
                headers: ["If-Match": "*"]
            )
            #expect(broken.code == "bad_json")
            let none = "\(path)/\(PID(kind: .person, bits: 9))"
            #expect(
                try await app.client.send("DELETE", none, token: finding.token, headers: ["If-Match": "*"])
                    .status == 404
            )
        }
    }

    @Test func `strangers find no authors, and moderators name none`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let path = "/v1/findings/\(finding.pid)/authors"
            let (person, stranger) = try await app.person("Sten")
            let unknownPath = "/v1/findings/\(unknownFinding)/authors"
            let unknown = try await app.client.get(unknownPath, token: stranger)
            let body: JSON = ["person": .string(person.pid.description)]
            let own = "\(path)/\(finding.author.pid)"
            #expect(try await app.client.get(path, token: stranger).isHidden(like: unknown))
            #expect(
                try await app.client.post(path, token: stranger, body, headers: ["If-Match": "*"]).isHidden(
                    like: unknown
                )
            )
            #expect(
                try await app.client.send("DELETE", own, token: stranger, headers: ["If-Match": "*"])
                    .isHidden(like: unknown)
            )
            #expect(
                try await app.client.post(path, token: finding.moderator, body, headers: ["If-Match": "*"])
                    .code == "role"
            )
            #expect(
                try await app.client.send("DELETE", own, token: finding.moderator, headers: ["If-Match": "*"])
                    .code == "role"
            )
            let reader = try await app.person("Rike", scopes: [.read]).token
            #expect(
                try await app.client.post(path, token: reader, body, headers: ["If-Match": "*"]).code
                    == "scope"
            )
            #expect(
                try await app.client.send("DELETE", own, token: reader, headers: ["If-Match": "*"]).code
                    == "scope"
            )
        }
    }
}
