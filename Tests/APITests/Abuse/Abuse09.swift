// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// One idempotency key: with another body, by another person, and while it is at work.
@Suite struct Abuse09 {
    @Test func `abuse 9: a key is good for one request of one person`() async throws {
        try await TestApp.run { app in
            let works = try await app.organisation(.enterprise, "Hafenwerk")
            let ada = try await app.person("Ada", in: works, as: [.dataOfficer]).token
            let bo = try await app.person("Bo", in: works, as: [.dataOfficer]).token
            func create(_ token: String, _ title: String) async throws -> TestResponse {
                try await app.client.post(
                    "/v1/datasets",
                    token: token,
                    [
                        "organisation": .string("\(works.pid)"), "title": .string(title),
                        "description": "D",
                    ],
                    headers: ["Idempotency-Key": "abuse"]
                )
            }
            let first = try await create(ada, "Pumps")
            #expect(first.status == 201)
            #expect(try await create(ada, "Valves").code == "idempotency_key_reused")
            let others = try await create(bo, "Pumps")
            #expect(others.status == 201)
            #expect(others.json["pid"] != first.json["pid"])
            let elsewhere = try await app.client.post(
                "/v1/problems",
                token: ada,
                ["organisation": .string("\(works.pid)")],
                headers: ["Idempotency-Key": "abuse"]
            )
            #expect((400..<500).contains(elsewhere.status))
        }
    }

    @Test func `abuse 9: while a key is at work, the second is told to come again`() async throws {
        try await TestApp.run { app in
            let works = try await app.organisation(.enterprise, "Hafenwerk")
            let (person, ada) = try await app.person("Ada", in: works, as: [.dataOfficer])
            @Sendable func create() async throws -> TestResponse {
                try await app.client.post(
                    "/v1/datasets",
                    token: ada,
                    ["organisation": .string("\(works.pid)"), "title": "T", "description": "D"],
                    headers: ["Idempotency-Key": "busy"]
                )
            }
            // A transaction that has taken the key and is not done before the second request was answered.
            let (taken, mark) = AsyncStream.makeStream(of: Void.self)
            let answered = DispatchSemaphore(value: 0)
            async let first: Void = app.asSuperuser { db in
                try db.execute("BEGIN")
                try db.execute(
                    """
                    INSERT INTO idempotency_keys (person, key, request_hash)
                    VALUES (\(person.id), 'busy', 'x')
                    """
                )
                mark.yield()
                _ = answered.wait(timeout: .now() + 60)
                try db.execute("ROLLBACK")
            }
            for await _ in taken { break }
            let second = try await create()
            answered.signal()
            try await first
            #expect(second.status == 409)
            #expect(second["retry-after"] == "1")
            // The first came to nothing, so the key is free again.
            #expect(try await create().status == 201)
        }
    }

    @Test func `abuse 9: of eight requests with one key, one acts and all others hear the same`() async throws
    {
        try await TestApp.run { app in
            let works = try await app.organisation(.enterprise, "Hafenwerk")
            let ada = try await app.person("Ada", in: works, as: [.dataOfficer]).token
            let answers = try await withThrowingTaskGroup(of: TestResponse.self) { group in
                for _ in 1...8 {
                    group.addTask {
                        try await app.client.post(
                            "/v1/datasets",
                            token: ada,
                            ["organisation": .string("\(works.pid)"), "title": "T", "description": "D"],
                            headers: ["Idempotency-Key": "busy"]
                        )
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.filter { $0.status == 201 }.map(\.body)).count == 1)
            #expect(answers.allSatisfy { $0.status == 201 || $0.status == 409 && $0["retry-after"] != nil })
            let made: Int? = try await app.asSuperuser { db in try db.scalar("SELECT count(*) FROM datasets")
            }
            #expect(made == 1)
        }
    }
}
