// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Restricted problems: outside of their circle they do not exist.
@Suite struct ProblemCircleTests {
    /// Every request that names a problem.
    private static let requests: [(method: String, path: String, body: JSON)] = [
        ("GET", "", .null),
        ("GET", "/versions", .null),
        ("PATCH", "", ["title": "Mine"]),
        ("PUT", "/circle", ["circle": []]),
        ("POST", "/actions/submit", [:]),
        ("POST", "/actions/extend", ["deadline": "2100-01-01T00:00:00Z"]),
        ("POST", "/actions/conclude", ["outcome": "solved", "reason": "Done."]),
        ("POST", "/actions/approve", ["reason": "Read."]),
        ("POST", "/actions/return", ["reason": "Read."]),
        ("POST", "/actions/cancel", ["reason": "Read."]),
    ]

    private static func send(
        _ request: (method: String, path: String, body: JSON),
        to pid: String,
        token: String?,
        _ app: TestApp
    ) async throws -> TestResponse {
        try await app.client.send(
            request.method,
            "/v1/problems/\(pid)\(request.path)",
            token: token,
            body: request.body.isNull ? nil : request.body.canonical,
            headers: ["If-Match": "*"]
        )
    }

    /// An answer without what tells one request from another.
    private static func shape(_ response: TestResponse) -> [String] {
        guard case .object(var members) = response.json else { return [] }
        members["instance"] = nil
        return ["\(response.status)", String(decoding: JSON.object(members).canonical, as: UTF8.self)]
    }

    @Test func `to all others a restricted problem is one that does not exist, at every route`() async throws
    {
        try await TestApp.run { app in
            let friend = try await app.organisation(.university, "Nordmark")
            let other = try await app.organisation(.university, "Other university")
            let fixtures = [
                try await app.draftProblem(.restricted, circle: [friend]),
                try await app.submittedProblem(.restricted, circle: [friend]),
                try await app.openProblem(.restricted, circle: [friend]),
            ]
            let unknown = try PID.random(.problem).description
            let stranger = try await app.person("Sten", in: other, as: MembershipRole.allCases).token
            let outsider = try await app.person("Olaf").token
            for fixture in fixtures {
                for request in Self.requests {
                    for token in [stranger, outsider] {
                        let hidden = try await Self.send(request, to: fixture.pid, token: token, app)
                        let absent = try await Self.send(request, to: unknown, token: token, app)
                        #expect(hidden.status == 404, "\(request.method) \(request.path)")
                        #expect(Self.shape(hidden) == Self.shape(absent))
                    }
                    let hidden = try await Self.send(request, to: fixture.pid, token: nil, app)
                    let absent = try await Self.send(request, to: unknown, token: nil, app)
                    #expect([401, 404].contains(hidden.status))
                    #expect(Self.shape(hidden) == Self.shape(absent))
                }
            }
            for token in [nil, stranger, outsider] {
                #expect(try await app.listed("/v1/problems", token: token) == [])
                #expect(try await app.listed("/v1/problems?state=open", token: token) == [])
            }
            let open = fixtures[2]
            let read = try await app.client.get(open.path, token: open.owner)
            #expect(read.json["state"]?.string == "open")
            #expect(read.json["version"]?.integer == 1)
        }
    }

    @Test func `a finding cannot name a problem that its author may not know of`() async throws {
        try await TestApp.run { app in
            let friend = try await app.organisation(.university, "Nordmark")
            let other = try await app.organisation(.university, "Other university")
            let fixture = try await app.openProblem(.restricted, circle: [friend])
            let stranger = try await app.person("Sten", in: other, as: [.researcher]).token
            let researcher = try await app.person("Rita", in: friend, as: [.researcher]).token
            func answer(_ pid: String, _ token: String) async throws -> TestResponse {
                let body: JSON = [
                    "title": "T", "abstract": "A", "language": "en", "kind": "solution",
                    "license": "CC-BY-4.0",
                    "problem": .string(pid),
                ]
                return try await app.client.post("/v1/findings", token: token, body)
            }
            let hidden = try await answer(fixture.pid, stranger)
            let absent = try await answer(try PID.random(.problem).description, stranger)
            #expect(hidden.pointers == ["/problem"])
            #expect(Self.shape(hidden) == Self.shape(absent))
            #expect(try await answer(fixture.pid, researcher).status == 201)
        }
    }

    @Test func `the circle knows of the problem once it is open, and not before`() async throws {
        try await TestApp.run { app in
            let friend = try await app.organisation(.university, "Nordmark")
            let researcher = try await app.person("Rita", in: friend, as: [.researcher]).token
            let fixture = try await app.submittedProblem(.restricted, circle: [friend])
            #expect(try await app.client.get(fixture.path, token: researcher).status == 404)
            #expect(try await app.listed("/v1/problems", token: researcher) == [])
            _ = try await app.act("approve", on: fixture, token: fixture.moderator).expecting(200)
            let seen = try await app.client.get(fixture.path, token: researcher)
            #expect(seen.status == 200)
            #expect(seen.json["visibility"]?.string == "restricted")
            #expect(seen.actions == [])
            #expect(try await app.listed("/v1/problems", token: researcher) == [fixture.pid])
            #expect(try await app.client.get("\(fixture.path)/versions", token: researcher).status == 200)
            // To know of it is not to own it.
            #expect(try await app.patch(["title": "Mine"], fixture, token: researcher).code == "role")
            #expect(try await app.client.get(fixture.path).status == 404)
        }
    }

    @Test func `who leaves the circle knows nothing from the next request on`() async throws {
        try await TestApp.run { app in
            let friend = try await app.organisation(.university, "Nordmark")
            let second = try await app.organisation(.institute, "Second institute")
            let fixture = try await app.openProblem(.restricted, circle: [friend])
            let (person, token) = try await app.person("Rita", in: friend, as: [.researcher])
            let newcomer = try await app.person("Nele", in: second, as: [.researcher]).token
            func sees(_ token: String) async throws -> Bool {
                try await app.client.get(fixture.path, token: token).status == 200
            }
            #expect(try await sees(token))
            #expect(try await !sees(newcomer))

            let changed = try await app.setCircle([second], of: fixture, token: fixture.owner)
            #expect(changed.json["circle"] == [.string(second.pid.description)])
            #expect(try await !sees(token))
            #expect(try await sees(newcomer))

            _ = try await app.setCircle([friend, second], of: fixture, token: fixture.owner).expecting(200)
            #expect(try await sees(token))
            try await app.asSuperuser { db in
                try db.execute("UPDATE organisations SET state = 'suspended' WHERE id = \(second.id)")
                try db.execute("DELETE FROM memberships WHERE person = \(person.id)")
            }
            #expect(try await !sees(newcomer))
            #expect(try await !sees(token))
        }
    }

    @Test func `who leaves the poser knows nothing either, not even of what they wrote`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftProblem(.restricted)
            try await app.asSuperuser { db in
                try db.execute("DELETE FROM memberships WHERE organisation = \(fixture.poser.id)")
            }
            #expect(try await app.client.get(fixture.path, token: fixture.owner).status == 404)
            #expect(try await app.listed("/v1/problems", token: fixture.owner) == [])
        }
    }

    @Test func `a circle holds organisations that exist, and a public problem has none`() async throws {
        try await TestApp.run { app in
            let friend = try await app.organisation(.university, "Nordmark")
            let restricted = try await app.draftProblem(.restricted, circle: [friend])
            let open = try await app.openProblem()
            #expect(try await app.setCircle([friend], of: open, token: open.owner).pointers == ["/circle"])
            try await app.asSuperuser { db in
                try db.execute("UPDATE organisations SET state = 'closed' WHERE id = \(friend.id)")
            }
            let closed = try await app.setCircle([friend], of: restricted, token: restricted.owner)
            #expect(closed.pointers == ["/circle"])
            let wrong = try await app.client.send(
                "PUT",
                "\(restricted.path)/circle",
                token: restricted.owner,
                body: Array(#"{"circle":["or-1"],"names":[]}"#.utf8),
                headers: ["If-Match": "*"]
            )
            #expect(wrong.pointers == ["/circle/0", "/names"])
            let missing = try await app.client.send(
                "PUT",
                "\(restricted.path)/circle",
                token: restricted.owner,
                body: Array("{}".utf8),
                headers: ["If-Match": "*"]
            )
            #expect(missing.pointers == ["/circle"])
            // What was refused changed nothing.
            let read = try await app.client.get(restricted.path, token: restricted.owner)
            #expect(read.json["circle"] == [.string(friend.pid.description)])

            let waiting = try await app.submittedProblem(.restricted)
            #expect(try await app.setCircle([], of: waiting, token: waiting.owner).code == "wrong_state")
        }
    }

    @Test func `a restricted problem stays out of every public view`() async throws {
        try await TestApp.run { app in
            let friend = try await app.organisation(.university, "Nordmark")
            _ = try await app.openProblem(.restricted, circle: [friend])
            let count: Int? = try await app.asSuperuser { db in
                try db.scalar("SELECT count(*) FROM published.problems")
            }
            #expect(count == 0)
        }
    }
}
