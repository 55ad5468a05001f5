// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

@testable import API

/// What people write, wherever they write it.
@Suite struct WrittenTextTests {
    /// A text and the code of what is wrong with it.
    private static let bad: [(JSON, String)] = [
        ("\u{202E}desrever", "bidi_control"), ("\u{2066}a\u{2069}", "bidi_control"),
        ("a\u{FFFE}", "noncharacter"),
        ("a\u{1FFFF}", "noncharacter"), ("a\u{7}", "control_character"), (" ", "blank"),
        ("\u{200B}\u{3164}", "blank"),
    ]

    private func check(
        _ field: String,
        as pointer: String? = nil,
        _ send: (JSON) async throws -> TestResponse
    ) async throws {
        for (text, code) in Self.bad {
            let refused = try await send(text)
            #expect(refused.status == 422, "\(field) \(text): \(refused.text)")
            let errors = refused.json["errors"]?.array ?? []
            #expect(
                errors.map { $0["pointer"]?.string } == [pointer ?? "/\(field)"],
                "\(field) \(text): \(refused.text)"
            )
            #expect(errors.first?["code"]?.string == code, "\(field) \(text)")
        }
    }

    @Test func `of a finding`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            for field in ["title", "abstract", "funding", "conflicts"] {
                try await check(field) { try await finding.patch([field: $0]) }
                try await check(field) { text in
                    try await app.client.post(
                        "/v1/findings",
                        token: finding.token,
                        FindingCase.metadata([field: text])
                    )
                }
            }
            try await check("keywords", as: "/keywords/1") {
                try await finding.patch(["keywords": ["good", $0]])
            }
            try await check("name", as: "/contributions/0/name") { text in
                try await finding.put(
                    "contributions",
                    ["contributions": [["name": text, "credit_roles": ["software"]]]]
                )
            }
            try await check("affiliation", as: "/contributions/0/affiliation/name") { text in
                let person: JSON = ["name": "A", "credit_roles": ["software"], "affiliation": ["name": text]]
                return try await finding.put("contributions", ["contributions": [person]])
            }
            _ = try await finding.submit().expecting(200)
            for event in ["accept", "reject", "request_changes", "exception"] {
                try await check("reason") {
                    try await finding.act(event, as: finding.moderator, ["reason": $0])
                }
            }
            try await check("reason") { try await finding.act("retract", as: finding.token, ["reason": $0]) }
        }
    }

    @Test func `of a problem`() async throws {
        try await TestApp.run { app in
            let problem = try await app.draftProblem()
            for field in ["title", "statement"] {
                try await check(field) { text in
                    try await app.client.send(
                        "PATCH",
                        problem.path,
                        token: problem.owner,
                        body: JSON.object([field: text]).canonical,
                        headers: ["If-Match": "*"]
                    )
                }
            }
            try await check("keywords", as: "/keywords/0") { text in
                try await app.client.send(
                    "PATCH",
                    problem.path,
                    token: problem.owner,
                    body: (["keywords": [text]] as JSON).canonical,
                    headers: ["If-Match": "*"]
                )
            }
        }
    }

    @Test func `of a dataset, its releases and the access to them`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            func changed(_ path: String, _ field: String, _ text: JSON) async throws -> TestResponse {
                try await app.client.send(
                    "PATCH",
                    path,
                    token: fixture.officer,
                    body: JSON.object([field: text]).canonical,
                    headers: ["If-Match": "*"]
                )
            }
            let dataset = "/v1/datasets/\(fixture.dataset)"
            for field in ["title", "description"] {
                try await check(field) { try await changed(dataset, field, $0) }
            }
            try await check("keywords", as: "/keywords/0") { try await changed(dataset, "keywords", [$0]) }
            try await check("terms") { text in
                try await app.client.post(
                    dataset + "/releases",
                    token: fixture.officer,
                    ["profile": "agreement", "terms": text]
                )
            }
            try await check("notes") { text in
                try await app.client.post(
                    dataset + "/releases",
                    token: fixture.officer,
                    ["profile": "agreement", "terms": "T", "notes": text]
                )
            }
            let university = try await app.organisation(.university, "Nordmark")
            let researcher = try await app.person("Rita", in: university, as: [.researcher]).token
            let digest = try await app.client.get(fixture.path).json["terms_digest"] ?? .null
            try await check("purpose") { text in
                try await app.client.post(
                    fixture.path + "/access-requests",
                    token: researcher,
                    ["purpose": text, "terms_digest": digest]
                )
            }
            for (header, code) in [
                ("a\u{202E}b,c", "turn"), ("\u{200B},c", "seen"), ("a\u{FFFE},c", "Noncharacters"),
            ] {
                let draft = try await app.draftRelease()
                let refused = try await app.upload(Array("\(header)\n1,2\n".utf8), as: "t.csv", to: draft)
                #expect(refused.code == "not_a_table")
                #expect(refused.text.contains(code), "\(refused.text)")
            }
        }
    }

    @Test func `of persons, their tokens and invitations`() async throws {
        try await TestApp.run { app in
            let university = try await app.organisation(.university, "Nordmark")
            let owner = try await app.person("Olga", in: university, as: [.owner]).token
            try await check("name") { text in
                try await app.client.post(
                    "/v1/organisations/\(university.pid)/invitations",
                    token: owner,
                    ["name": text, "roles": ["researcher"]]
                )
            }
            try await check("name") { text in
                try await app.client.post(
                    "/v1/tokens",
                    token: owner,
                    ["name": text, "scopes": ["read"], "days": 1]
                )
            }
            let invited = try await app.client.post(
                "/v1/organisations/\(university.pid)/invitations",
                token: owner,
                ["name": "Ada", "roles": ["researcher"]]
            ).expecting(201)
            try await check("name") { text in
                try await app.client.post(
                    "/v1/enrolments",
                    ["code": invited.json["code"] ?? .null, "name": text]
                )
            }
            #expect(
                try await app.client.post("/v1/enrolments", ["code": invited.json["code"] ?? .null]).status
                    == 201
            )
        }
    }

    @Test func `of what is said in a case`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            try await check("note") { text in
                try await app.client.post(
                    fixture.clearancePath + "/flags",
                    token: fixture.clearer,
                    [
                        "file_digest": try await app.client.get(fixture.version, token: fixture.author)
                            .json["files"]?.array?.first?["digest"] ?? .null,
                        "first_byte": 46, "last_byte": 55, "category": "confidential", "note": text,
                    ],
                    headers: ["If-Match": "*"]
                )
            }
            try await check("reason") { text in
                try await app.act(
                    "no_objection",
                    at: fixture.clearancePath,
                    token: fixture.clearer,
                    ["reason": text]
                )
            }
        }
    }

    @Test func `every string that a client sends has a form`() {
        var found: [String] = []
        for (path, item) in OpenAPI.document["paths"]?.object ?? [:] {
            for (method, operation) in item.object ?? [:] {
                for (type, media) in operation["requestBody"]?["content"]?.object ?? [:]
                where type == "application/json" {
                    Self.walk(media["schema"] ?? .null, "\(method) \(path)", &found)
                }
            }
        }
        #expect(found == [])
    }

    private static func walk(_ schema: JSON, _ place: String, _ found: inout [String]) {
        if let name = schema["$ref"]?.string?.split(separator: "/").last,
            let component = OpenAPI.document["components"]?["schemas"]?[String(name)]
        {
            return walk(component, "\(place) \(name)", &found)
        }
        let types = schema["type"]?.array ?? [schema["type"] ?? .null]
        if types.contains("string"), schema["pattern"] == nil, schema["enum"] == nil, schema["format"] == nil
        {
            found.append(place)
        }
        for (name, property) in schema["properties"]?.object ?? [:] {
            walk(property, "\(place)/\(name)", &found)
        }
        for part in ["items", "additionalProperties"] {
            if let inner = schema[part], inner.object != nil { walk(inner, "\(place)/*", &found) }
        }
        for inner in schema["oneOf"]?.array ?? [] { walk(inner, place, &found) }
    }
}
