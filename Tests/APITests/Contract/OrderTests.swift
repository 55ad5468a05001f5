// SPDX-License-Identifier: Apache-2.0
import JSON
import TestSupport
import Testing

/// What is asked of a request first: whether it says what it has read (428), whether that is still so (412),
/// and only then whether the state allows it (409).
@Suite struct OrderTests {
    private static func check(
        _ app: TestApp,
        _ method: String,
        _ path: String,
        _ token: String,
        _ body: JSON? = nil
    ) async throws {
        for (tag, status) in [(nil, 428), ("\"no-such-tag\"", 412), ("*", 409)] as [(String?, Int)] {
            let answer = try await app.client.send(
                method,
                path,
                token: token,
                body: body?.canonical,
                headers: tag.map { ["If-Match": $0] } ?? [:]
            )
            #expect(answer.status == status, "\(method) \(path) with \(tag ?? "nothing")")
        }
    }

    @Test func `of a version, preconditions come before its state`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let (version, author) = (fixture.version, fixture.author)
            let contributions: JSON = [["name": "Ada", "credit_roles": ["software"]]]
            try await Self.check(app, "PATCH", version, author, ["title": "Another"])
            try await Self.check(app, "PUT", version + "/releases", author, ["releases": []])
            try await Self.check(
                app,
                "PUT",
                version + "/contributions",
                author,
                ["contributions": contributions]
            )
            try await Self.check(app, "DELETE", version + "/files/result.md", author)
            try await Self.check(app, "POST", version + "/actions/submit", author, [:])
            try await Self.check(app, "POST", version + "/actions/appeal", author, ["reason": "Why?"])
        }
    }

    @Test func `of a release, preconditions come before its state`() async throws {
        try await TestApp.run { app in
            let data = try await app.release()
            let file = data.path + "/files/pumps.csv"
            try await Self.check(app, "PATCH", data.path, data.officer, ["notes": "N."])
            try await Self.check(app, "DELETE", file, data.officer)
            try await Self.check(app, "PATCH", file + "/columns", data.officer, ["roles": ["kind": "other"]])
            try await Self.check(app, "POST", data.path + "/actions/measure", data.officer, [:])
        }
    }

    @Test func `what is wrong with a body is told only to who may act, on what was read`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let stranger = try await app.person("Sten").token
            let wrong: JSON = ["reason": 7, "more": true]
            for (token, tag, status) in [
                (stranger, "*", 404), (fixture.clearer, "*", 403), (fixture.author, "\"old\"", 412),
                (fixture.author, "*", 422),
            ] {
                let answer = try await app.client.send(
                    "POST",
                    fixture.version + "/actions/retract",
                    token: token,
                    body: wrong.canonical,
                    headers: ["If-Match": tag]
                )
                #expect(answer.status == status, "\(tag)")
            }
        }
    }
}
