// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// `Idempotency-Key`: what is sent twice is done once.
@Suite struct IdempotencyTests {
    @Test func `the same request gets the same answer, another one with the key is refused`() async throws {
        try await TestApp.run { app in
            let (works, token) = try await officer(app, "Hafenwerk")
            let first = try await create(app, works, token, "Pumps", key: "once")
            let second = try await create(app, works, token, "Pumps", key: "once")
            #expect(first.status == 201)
            #expect(second.status == 201)
            #expect(second.body == first.body)
            #expect(second["location"] == first["location"])
            #expect(second["etag"] == first["etag"])
            let other = try await create(app, works, token, "Valves", key: "once")
            #expect(other.status == 422)
            #expect(other.code == "idempotency_key_reused")
            #expect(try await titles(app, works, token) == ["Pumps"])
        }
    }

    @Test func `another person's key is another key`() async throws {
        try await TestApp.run { app in
            let (works, ada) = try await officer(app, "Hafenwerk")
            let bo = try await app.person("Bo", in: works, as: [.dataOfficer]).token
            let first = try await create(app, works, ada, "Pumps", key: "once")
            let second = try await create(app, works, bo, "Pumps", key: "once")
            #expect(second.status == 201)
            #expect(second.json["pid"] != first.json["pid"])
            #expect(try await create(app, works, bo, "Pumps", key: "once").body == second.body)
        }
    }

    @Test func `of eight equal requests at once one takes effect`() async throws {
        try await TestApp.run { app in
            let (works, token) = try await officer(app, "Hafenwerk")
            let answers = try await withThrowingTaskGroup(of: TestResponse.self) { group in
                for _ in 1...8 {
                    group.addTask { try await create(app, works, token, "Pumps", key: "once") }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let made = answers.filter { $0.status == 201 }
            #expect(Set(made.map(\.body)).count == 1)
            #expect(answers.allSatisfy { $0.status == 201 || $0.status == 409 })
            #expect(try await titles(app, works, token) == ["Pumps"])
        }
    }

    @Test func `a refused request does not use its key up, and a malformed key is refused`() async throws {
        try await TestApp.run { app in
            let (works, token) = try await officer(app, "Hafenwerk")
            #expect(try await create(app, works, token, "", key: "once").status == 422)
            #expect(try await create(app, works, token, "Pumps", key: "once").status == 201)
            for wrong in ["two words", String(repeating: "k", count: 256)] {
                #expect(
                    try await create(app, works, token, "Pumps", key: wrong).code == "bad_idempotency_key"
                )
            }
        }
    }

    @Test func `a suspended person gets no kept answer`() async throws {
        try await TestApp.run { app in
            let works = try await app.organisation(.enterprise, "Hafenwerk")
            let (ada, token) = try await app.person("Ada", in: works, as: [.dataOfficer])
            #expect(try await create(app, works, token, "Pumps", key: "once").status == 201)
            try await app.asSuperuser { db in
                try db.move(Subject(ada.id, PersonState.active), .suspend)
            }
            #expect(try await create(app, works, token, "Pumps", key: "once").status == 401)
        }
    }

    private func officer(_ app: TestApp, _ name: String) async throws -> (OrganisationRecord, String) {
        let works = try await app.organisation(.enterprise, name)
        return (works, try await app.person("Ada", in: works, as: [.dataOfficer]).token)
    }

    private func create(
        _ app: TestApp,
        _ works: OrganisationRecord,
        _ token: String,
        _ title: String,
        key: String
    ) async throws -> TestResponse {
        try await app.client.post(
            "/v1/datasets",
            token: token,
            [
                "organisation": .string("\(works.pid)"), "title": .string(title), "description": "D",
                "keywords": [],
            ],
            headers: ["Idempotency-Key": key]
        )
    }

    private func titles(_ app: TestApp, _ works: OrganisationRecord, _ token: String) async throws
        -> [String?]
    {
        let list = try await app.client.get("/v1/datasets?organisation=\(works.pid)", token: token)
        return list.json["items"]?.array?.map { $0["title"]?.string } ?? []
    }
}
