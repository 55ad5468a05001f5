// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// `/v1/problems`: posing, listing and reading.
@Suite struct ProblemTests {
    @Test func `enterprises, universities, institutes and public bodies pose problems`() async throws {
        try await TestApp.run { app in
            for kind in Organisation.Kind.allCases {
                let poser = try await app.organisation(kind, "A \(kind.rawValue)")
                for role in [MembershipRole.problemOwner, .owner] {
                    let token = try await app.person("Petra", in: poser, as: [role]).token
                    let made = try await app.client.post(
                        "/v1/problems",
                        token: token,
                        TestApp.problemBody(poser)
                    )
                    #expect(made.status == 201)
                    #expect(made.json["state"]?.string == "draft")
                    #expect(made.json["version"]?.integer == 1)
                    #expect(made.json["organisation_kind"]?.string == kind.rawValue)
                    #expect(made.json["due_at"] == .null)
                    #expect(made.actions == ["submit"])
                    let read = try await app.client.get(made["location"] ?? "", token: token)
                    #expect(read.body == made.body)
                    #expect(read["etag"] == made["etag"])
                }
            }
        }
    }

    @Test func `only who speaks for the organisation poses its problems`() async throws {
        try await TestApp.run { app in
            let poser = try await app.organisation(.enterprise, "Hafenwerk")
            let other = try await app.organisation(.enterprise, "Other works")
            let body = TestApp.problemBody(poser)
            for role in MembershipRole.allCases where role != .owner && role != .problemOwner {
                let token = try await app.person("Rolf", in: poser, as: [role]).token
                let refused = try await app.client.post("/v1/problems", token: token, body)
                #expect(refused.status == 403)
                #expect(refused.code == "role")
            }
            let stranger = try await app.person("Sten", in: other, as: [.owner, .problemOwner]).token
            #expect(try await app.client.post("/v1/problems", token: stranger, body).code == "role")
            let moderator = try await app.person("Mona", platform: [.moderator, .admin]).token
            #expect(try await app.client.post("/v1/problems", token: moderator, body).code == "role")
            let reader = try await app.person("Rita", in: poser, as: [.owner], scopes: [.read]).token
            #expect(try await app.client.post("/v1/problems", token: reader, body).code == "scope")
            #expect(try await app.client.post("/v1/problems", body).status == 401)
            #expect(try await app.listed("/v1/problems", token: reader) == [])
        }
    }

    @Test func `a suspended organisation poses nothing new`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftProblem()
            try await app.asSuperuser { db in
                try db.execute("UPDATE organisations SET state = 'suspended' WHERE id = \(fixture.poser.id)")
            }
            let body = TestApp.problemBody(fixture.poser)
            #expect(try await app.client.post("/v1/problems", token: fixture.owner, body).code == "role")
            let refused = try await app.act("submit", on: fixture, token: fixture.owner, [:])
            #expect(refused.code == "role", "\(refused.status) \(refused.text)")
        }
    }

    @Test func `a malformed body is refused field by field`() async throws {
        try await TestApp.run { app in
            let poser = try await app.organisation(.enterprise, "Hafenwerk")
            let owner = try await app.person("Petra", in: poser, as: [.problemOwner]).token
            func post(_ body: JSON) async throws -> TestResponse {
                try await app.client.post("/v1/problems", token: owner, body)
            }
            let empty = try await post([:])
            #expect(empty.status == 422)
            #expect(empty.pointers == ["/organisation", "/title", "/statement", "/visibility", "/deadline"])

            let wrong: JSON = [
                "organisation": "pb-0000000000", "title": "", "statement": 7, "visibility": "secret",
                "deadline": "tomorrow", "keywords": ["", "good"], "circle": ["x"], "datasets": ["y"],
                "budget": 5,
            ]
            let refused = try await post(wrong)
            #expect(refused.status == 422)
            #expect(
                refused.pointers == [
                    "/organisation", "/title", "/statement", "/visibility", "/deadline", "/keywords/0",
                    "/circle/0", "/datasets/0", "/budget",
                ]
            )
            let notJSON = try await app.client.send(
                "POST",
                "/v1/problems",
                token: owner,
                body: Array("{\"title\":1,\"title\":2}".utf8)
            )
            #expect(notJSON.code == "bad_json")
            #expect(try await app.listed("/v1/problems", token: owner) == [])
        }
    }

    @Test func `what is well formed and still wrong changes nothing`() async throws {
        try await TestApp.run { app in
            let poser = try await app.organisation(.enterprise, "Hafenwerk")
            let owner = try await app.person("Petra", in: poser, as: [.problemOwner]).token
            let known = try await app.organisation(.university, "Nordmark")
            func pointers(_ body: JSON) async throws -> Set<String> {
                let response = try await app.client.post("/v1/problems", token: owner, body)
                #expect(response.status == 422)
                return response.pointers
            }
            let past = TestApp.problemBody(poser, deadline: "2001-01-01T00:00:00Z")
            #expect(try await pointers(past) == ["/deadline"])
            // A public problem has no circle.
            #expect(try await pointers(TestApp.problemBody(poser, circle: [known])) == ["/circle"])
            let unknown = try PID.random(.organisation).description
            let draft = try await app.draftRelease()
            guard case .object(var members) = TestApp.problemBody(poser, visibility: .restricted) else {
                return
            }
            members["circle"] = [.string(unknown)]
            #expect(try await pointers(.object(members)) == ["/circle"])
            members["circle"] = nil
            members["datasets"] = [.string(draft.dataset)]
            #expect(try await pointers(.object(members)) == ["/datasets"])
            members["datasets"] = nil
            members["organisation"] = .string(unknown)
            let response = try await app.client.post("/v1/problems", token: owner, .object(members))
            #expect(response.status == 404)
            #expect(try await app.listed("/v1/problems", token: owner) == [])
        }
    }

    @Test func `a problem names the released datasets that it speaks of`() async throws {
        try await TestApp.run { app in
            let release = try await app.release()
            let owner = try await app.person("Petra", in: release.provider, as: [.problemOwner]).token
            guard case .object(var members) = TestApp.problemBody(release.provider) else { return }
            members["datasets"] = [.string(release.dataset)]
            let made = try await app.client.post("/v1/problems", token: owner, .object(members))
            #expect(made.status == 201)
            #expect(made.json["datasets"] == [.string(release.dataset)])
        }
    }

    @Test func `a repeated request with a key poses one problem`() async throws {
        try await TestApp.run { app in
            let poser = try await app.organisation(.university, "Nordmark")
            let owner = try await app.person("Petra", in: poser, as: [.problemOwner]).token
            func create(_ title: String) async throws -> TestResponse {
                let body = TestApp.problemBody(poser, title: title)
                return try await app.client.post(
                    "/v1/problems",
                    token: owner,
                    body,
                    headers: ["Idempotency-Key": "once"]
                )
            }
            let first = try await create("One")
            let second = try await create("One")
            #expect(first.status == 201)
            #expect(second.body == first.body)
            #expect(second["location"] == first["location"])
            #expect(try await create("Two").code == "idempotency_key_reused")
            #expect(try await app.listed("/v1/problems", token: owner).count == 1)
        }
    }

    @Test func `a draft is its organisation's alone, an open problem everybody's`() async throws {
        try await TestApp.run { app in
            let draft = try await app.draftProblem()
            let open = try await app.openProblem()
            let colleague = try await app.person("Carl", in: draft.poser, as: [.researcher]).token
            let stranger = try await app.person("Sten").token
            #expect(try await app.listed("/v1/problems", token: draft.owner) == [open.pid, draft.pid])
            #expect(try await app.listed("/v1/problems", token: colleague) == [open.pid, draft.pid])
            for token in [nil, stranger, draft.moderator] {
                #expect(try await app.listed("/v1/problems", token: token) == [open.pid])
                #expect(try await app.client.get(draft.path, token: token).status == 404)
                #expect(try await app.client.get(open.path, token: token).status == 200)
            }
            let seen = try await app.client.get(open.path)
            #expect(seen.json["state"]?.string == "open")
            #expect(seen.json["title"]?.string == "Bearings that fail early")
            #expect(seen.json["circle"] == nil)
            let again = try await app.client.get(open.path, headers: ["If-None-Match": seen["etag"] ?? ""])
            #expect(again.status == 304)
        }
    }

    @Test func `lists are filtered and go on behind their cursor`() async throws {
        try await TestApp.run { app in
            let poser = try await app.organisation(.enterprise, "Hafenwerk")
            let owner = try await app.person("Petra", in: poser, as: [.problemOwner]).token
            for number in 1...3 {
                let body = TestApp.problemBody(poser, title: "Number \(number)")
                _ = try await app.client.post("/v1/problems", token: owner, body).expecting(201)
            }
            let other = try await app.openProblem()
            var path: String? = "/v1/problems?organisation=\(poser.pid)&limit=2"
            var titles: [String] = []
            while let next = path {
                let page = try await app.client.get(next, token: owner).expecting(200)
                titles += page.json["items"]?.array?.compactMap { $0["title"]?.string } ?? []
                path = page["link"].flatMap { $0.split(separator: ">").first.map { String($0.dropFirst()) } }
            }
            #expect(titles == ["Number 3", "Number 2", "Number 1"])
            #expect(try await app.listed("/v1/problems?state=open", token: owner) == [other.pid])
            #expect(try await app.listed("/v1/problems?state=open") == [other.pid])
            #expect(try await app.listed("/v1/problems?organisation=\(poser.pid)") == [])
        }
    }

    @Test(arguments: [
        ("state=closed", "bad_parameter"), ("organisation=or-1", "bad_parameter"),
        ("limit=0", "bad_parameter"),
        ("cursor=AAAA", "bad_cursor"), ("page=2", "unknown_parameter"),
        ("limit=1&limit=2", "repeated_parameter"),
    ])
    func `a wrong query is refused`(query: String, code: String) async throws {
        try await TestApp.run { app in
            let response = try await app.client.get("/v1/problems?\(query)")
            #expect(response.status == 400)
            #expect(response.code == code)
        }
    }

    @Test func `what is no problem's identifier names nothing`() async throws {
        try await TestApp.run { app in
            for pid in ["pb-1", "fi-0000000000", try PID.random(.problem).description] {
                let response = try await app.client.get("/v1/problems/\(pid)")
                #expect(response.status == 404)
            }
        }
    }
}
