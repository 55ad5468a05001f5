// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// Of those who have read the same and change it at once, one does, and the others are
/// told that it has changed.
@Suite struct LostUpdateTests {
    /// Eight at once send the change number 1 to 8 of what is read at `path`.
    private static func race(
        _ app: TestApp,
        _ method: String,
        _ path: String,
        of representation: String? = nil,
        by token: String,
        _ body: @escaping @Sendable (Int) -> JSON
    ) async throws {
        let read = try await app.client.get(representation ?? path, token: token).expecting(200)
        let tag = try #require(read["etag"])
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...8 {
                group.addTask {
                    try await app.client.send(
                        method,
                        path,
                        token: token,
                        body: body(number).canonical,
                        headers: ["If-Match": tag]
                    ).status
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count { $0 < 300 } == 1, "\(method) \(path): \(statuses)")
        #expect(statuses.count { $0 == 412 } == 7, "\(method) \(path): \(statuses)")
    }

    @Test func `of a draft`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let version = "/v1/findings/\(finding.pid)/versions/1"
            for _ in 1...3 {
                try await Self.race(app, "PATCH", version, by: finding.token) {
                    ["title": .string("Title \($0)")]
                }
                try await Self.race(
                    app,
                    "PUT",
                    version + "/contributions",
                    of: version,
                    by: finding.token
                ) { ["contributions": [["name": .string("Ada \($0)"), "credit_roles": ["software"]]]] }
            }
        }
    }

    @Test func `of a finding's authors`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            var others: [PID] = []
            for number in 1...8 {
                others.append(
                    try await app.person("Other \(number)", in: finding.university, as: [.researcher]).person
                        .pid
                )
            }
            let persons = others
            try await Self.race(app, "POST", "/v1/findings/\(finding.pid)/authors", by: finding.token) {
                ["person": .string(persons[$0 - 1].description)]
            }
        }
    }

    @Test func `of a dataset, a release and its columns`() async throws {
        try await TestApp.run { app in
            let data = try await app.draftRelease()
            _ = try await app.upload(TestApp.pumps, as: "pumps.csv", to: data).expecting(201)
            for _ in 1...3 {
                try await Self.race(app, "PATCH", "/v1/datasets/\(data.dataset)", by: data.officer) {
                    ["title": .string("Pumps \($0)")]
                }
                try await Self.race(app, "PATCH", data.path, by: data.officer) {
                    ["notes": .string("Note \($0)")]
                }
            }
            // No two of them say the same of both columns.
            let roles = Release.ColumnRole.allCases.map { JSON.string($0.rawValue) }
            try await Self.race(app, "PATCH", data.path + "/files/pumps.csv/columns", by: data.officer) {
                ["roles": ["region": roles[$0 % roles.count], "kind": roles[$0 / roles.count]]]
            }
            try await Self.race(
                app,
                "POST",
                data.path + "/actions/measure",
                of: data.path,
                by: data.officer
            ) { _ in [:] }
        }
    }

    @Test func `of a request for access`() async throws {
        try await TestApp.run { app in
            let data = try await app.release()
            let university = try await app.organisation(.university, "Nordmark University")
            let researcher = try await app.person("Rita", in: university, as: [.researcher]).token
            let asked = try await app.client.post(
                data.path + "/access-requests",
                token: researcher,
                [
                    "purpose": "To study wear.",
                    "terms_digest": try await app.client.get(data.path).json["terms_digest"] ?? .null,
                ]
            ).expecting(201)
            let request = try #require(asked["location"])
            try await Self.race(app, "POST", request + "/actions/grant", of: request, by: data.officer) {
                ["reason": .string("Welcome, \($0)."), "days": .integer(Int64($0))]
            }
        }
    }

    @Test func `who has read it before its screening ended is told that a gate has moved`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let version = "/v1/findings/\(finding.pid)/versions/1"
            let reason: JSON = ["reason": "Too early."]
            let submitted = try await finding.submit().expecting(200)
            try await finding.workEnded()
            let late = try await app.client.send(
                "POST",
                version + "/actions/retract",
                token: finding.token,
                body: reason.canonical,
                headers: ["If-Match": try #require(submitted["etag"])]
            ).expecting(412)
            #expect(late.json["detail"]?.string?.contains("its screening is passed") == true)
            // The refusal names the tag to go on with.
            let present = try await app.client.get(version, token: finding.token)["etag"]
            #expect(late["etag"] == present)
            let stranger = try await app.client.send(
                "POST",
                version + "/actions/retract",
                token: finding.token,
                body: reason.canonical,
                headers: ["If-Match": "\"another\""]
            ).expecting(412)
            #expect(stranger.json["detail"]?.string == "It changed since you read it.")
        }
    }
}
