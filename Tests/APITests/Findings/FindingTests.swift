// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// `/v1/findings`.
@Suite struct FindingTests {
    @Test func `a researcher begins a finding`() async throws {
        try await TestApp.run { app in
            let university = try await app.organisation(.university, "Nordmark University")
            let token = try await app.person("Rita", in: university, as: [.researcher]).token
            let made = try await app.client.post(
                "/v1/findings",
                token: token,
                FindingCase.metadata(["keywords": ["pumps", "wear"], "thesis": true, "funding": "None."])
            )
            #expect(made.status == 201)
            let pid = made.json["pid"]?.string ?? ""
            #expect(made["location"] == "/v1/findings/\(pid)/versions/1")
            #expect(made.json["version"]?.integer == 1)
            #expect(made.json["state"]?.string == "draft")
            #expect(made.json["abstract"]?.string == "How pumps wear.\nBy region.")
            #expect(made.json["keywords"]?.array == ["pumps", "wear"])
            #expect(made.json["thesis"]?.bool == true)
            #expect(made.json["gates"] == .null)
            #expect(made.actions == ["retract", "submit"])
            let shown = try await app.client.get(made["location"] ?? "", token: token)
            #expect(shown.body == made.body)
            #expect(shown["etag"] == made["etag"])
        }
    }

    @Test func `only researchers with a token for findings begin one`() async throws {
        try await TestApp.run { app in
            let university = try await app.organisation(.university, "Nordmark University")
            let body = FindingCase.metadata()
            let owner = try await app.person("Otto", in: university, as: [.owner]).token
            let refused = try await app.client.post("/v1/findings", token: owner, body)
            #expect(refused.status == 403)
            #expect(refused.code == "role")
            let reader = try await app.person("Rike", in: university, as: [.researcher], scopes: [.read])
            #expect(try await app.client.post("/v1/findings", token: reader.token, body).code == "scope")
            let writer = try await app.person("Rolf", in: university, as: [.researcher], scopes: [.findings])
            #expect(try await app.client.post("/v1/findings", token: writer.token, body).status == 201)
            #expect(try await app.client.get("/v1/findings", token: writer.token).code == "scope")
            #expect(try await app.client.post("/v1/findings", body).status == 401)
            #expect(try await app.client.get("/v1/findings").status == 401)
            #expect(try await app.client.get("/v1/findings/\(unknownFinding)").status == 401)
        }
    }

    @Test func `a malformed body is refused field by field`() async throws {
        try await TestApp.run { app in
            let university = try await app.organisation(.university, "Nordmark University")
            let token = try await app.person("Rita", in: university, as: [.researcher]).token
            func post(_ body: JSON) async throws -> TestResponse {
                try await app.client.post("/v1/findings", token: token, body)
            }
            let empty = try await post([:])
            #expect(empty.status == 422)
            #expect(empty.pointers == ["/title", "/abstract", "/language", "/kind", "/license"])
            let wrong: [String: JSON] = [
                "title": 7, "abstract": "", "language": "English", "kind": "idea", "license": "Proprietary",
                "keywords": "pumps", "thesis": "yes", "release_at": "tomorrow",
                "problem": .string(unknownFinding), "extra": 1,
            ]
            let pointers = Set(wrong.keys.map { "/" + $0 })
            #expect(try await post(FindingCase.metadata(wrong)).pointers == pointers)
            let releases: JSON = [["dataset": "ds-1", "sequence": 0], ["sequence": 1, "name": "x"], 3]
            #expect(
                try await post(FindingCase.metadata(["releases": releases])).pointers == [
                    "/releases/0/dataset", "/releases/0/sequence", "/releases/1/dataset", "/releases/1/name",
                    "/releases/2",
                ]
            )
            #expect(try await post([1, 2]).status == 422)
            let broken = try await app.client.send("POST", "/v1/findings", token: token, body: [123, 34])
            #expect(broken.status == 400)
            #expect(broken.code == "bad_json")
            let text = try await app.client.post(
                "/v1/findings",
                token: token,
                FindingCase.metadata(),
                headers: ["Content-Type": "text/plain"]
            )
            #expect(text.status == 415)
            #expect(try await app.client.get("/v1/findings", token: token).json["items"]?.array == [])
        }
    }

    @Test func `releases and problems that the author may not know of do not exist`() async throws {
        try await TestApp.run { app in
            let draft = try await app.draftRelease()
            let university = try await app.organisation(.university, "Nordmark University")
            let token = try await app.person("Rita", in: university, as: [.researcher]).token
            func post(_ changes: [String: JSON]) async throws -> TestResponse {
                try await app.client.post("/v1/findings", token: token, FindingCase.metadata(changes))
            }
            let unknown = PID(kind: .dataset, bits: 5).description
            let hidden = try await post(["releases": [["dataset": .string(draft.dataset), "sequence": 1]]])
            let absent = try await post(["releases": [["dataset": .string(unknown), "sequence": 1]]])
            #expect(hidden.status == 422)
            #expect(hidden.pointers == ["/releases/0"])
            #expect(hidden.withoutInstance == absent.withoutInstance)
            let problem = try await post(["problem": .string(PID(kind: .problem, bits: 5).description)])
            #expect(problem.pointers == ["/problem"])
            let released = try await app.release()
            let reference: JSON = ["dataset": .string(released.dataset), "sequence": 1]
            let made = try await post(["releases": [reference, reference]])
            #expect(made.status == 201)
            #expect(made.json["releases"]?.array == [reference])
        }
    }

    @Test func `an embargo lasts twelve months at most`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            func day(_ days: Int32) async throws -> JSON {
                let text: String? = try await app.asSuperuser { db in
                    try db.scalar("SELECT rfc3339(platform_now() + make_interval(days => \(days)))")
                }
                return .string(text ?? "")
            }
            let tooFar = try await day(367)
            let refused = try await app.client.post(
                "/v1/findings",
                token: finding.token,
                FindingCase.metadata(["release_at": tooFar])
            )
            #expect(refused.status == 422)
            #expect(refused.pointers == ["/release_at"])
            #expect(try await finding.patch(["release_at": tooFar]).pointers == ["/release_at"])
            let allowed = try await day(366)
            let changed = try await finding.patch(["release_at": allowed])
            #expect(changed.status == 200)
            #expect(changed.json["release_at"] == allowed)
            let cleared = try await finding.patch(["release_at": .null])
            #expect(cleared.json["release_at"] == .null)
        }
    }

    @Test func `a draft is there for its authors only`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let admin = try await app.person("Adam", platform: [.admin]).token
            let colleague = try await app.person(
                "Kurt",
                in: finding.university,
                as: [.owner, .researcher, .reviewer]
            )
            let other = try await app.organisation(.enterprise, "Other works")
            let stranger = try await app.person(
                "Sten",
                in: other,
                as: [.owner, .clearanceOfficer, .researcher]
            )
            let places = [
                "", "/versions/1", "/versions/1/screening", "/versions/1/files/result.md", "/authors",
            ]
            for token in [finding.moderator, admin, colleague.token, stranger.token] {
                for place in places {
                    let hidden = try await app.client.get("/v1/findings/\(finding.pid)\(place)", token: token)
                    let unknown = try await app.client.get(
                        "/v1/findings/\(unknownFinding)\(place)",
                        token: token
                    )
                    #expect(hidden.isHidden(like: unknown), "\(place): \(hidden.text)")
                }
                #expect(try await app.client.get("/v1/findings", token: token).json["items"]?.array == [])
            }
            let own = try await app.client.get("/v1/findings/\(finding.pid)", token: finding.token)
            #expect(own.status == 200)
            let again = try await app.client.get(
                "/v1/findings/\(finding.pid)",
                token: finding.token,
                headers: ["If-None-Match": own["etag"] ?? ""]
            )
            #expect(again.status == 304)
            #expect(again.body.isEmpty)
            for pid in ["fi-000000000000", finding.author.pid.description, "x"] {
                let response = try await app.client.get("/v1/findings/\(pid)", token: finding.token)
                #expect(response.status == 404)
            }
        }
    }

    @Test func `authors list their findings, newest first, behind the cursor`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            for number in 2...3 {
                _ = try await app.client.post(
                    "/v1/findings",
                    token: finding.token,
                    FindingCase.metadata(["title": .string("Result \(number)")])
                ).expecting(201)
            }
            var path: String? = "/v1/findings?limit=2"
            var titles: [String] = []
            while let next = path {
                let page = try await app.client.get(next, token: finding.token)
                titles += page.json["items"]?.array?.compactMap { $0["title"]?.string } ?? []
                path = page["link"].flatMap { $0.split(separator: ">").first.map { String($0.dropFirst()) } }
            }
            #expect(titles == ["Result 3", "Result 2", "Wear of pumps"])
            let bad = try await app.client.get("/v1/findings?cursor=AAAA", token: finding.token)
            #expect(bad.code == "bad_cursor")
            #expect(try await app.client.get("/v1/findings?page=2", token: finding.token).status == 400)
            #expect(try await app.client.get("/v1/findings?limit=0", token: finding.token).status == 400)
        }
    }
}
