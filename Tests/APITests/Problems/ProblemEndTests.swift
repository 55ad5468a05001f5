// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// What a problem's end means for its answers, and what its owner says of them.
@Suite struct ProblemEndTests {
    /// The ways in which a problem stops taking answers.
    enum End: CaseIterable, Sendable {
        case deadline, cancelled, concluded
    }

    /// An open problem whose deadline is in thirty days.
    private static func problem(_ app: TestApp) async throws -> ProblemFixture {
        let fixture = try await app.openProblem()
        try await app.asSuperuser { db in
            try db.execute(
                """
                UPDATE problems
                SET deadline = platform_now() + interval '30 days', due_at = platform_now() + interval '30 days'
                WHERE pid = \(fixture.pid)
                """
            )
        }
        return fixture
    }

    private static func end(_ problem: ProblemFixture, by end: End, _ app: TestApp) async throws {
        if end == .cancelled {
            let admin = try await app.person("Ada", platform: [.admin]).token
            _ = try await app.act("cancel", on: problem, token: admin).expecting(200)
            return
        }
        try await app.advanceClock(days: 30)
        guard end == .concluded else { return }
        _ = try await evaluated(problem, app)
        let body: JSON = ["outcome": "unsolved", "reason": "Nobody came."]
        _ = try await app.act("conclude", on: problem, token: problem.owner, body).expecting(200)
    }

    private static func evaluated(_ problem: ProblemFixture, _ app: TestApp) async throws -> TestResponse {
        try await app.until("the evaluation", at: problem.path) { $0.json["state"] == "evaluating" }
    }

    private static func published(_ finding: FindingCase, version: Int = 1) async throws -> JSON {
        let app = finding.app
        _ = try await finding.act("accept", version: version, as: finding.moderator).expecting(200)
        let done = try await app.until("the publication", at: finding.path(version), token: finding.token) {
            $0.json["state"] == "published"
        }
        let pid = done.json["publication"]?.string ?? ""
        return try await app.client.get("/v1/publications/\(pid)").expecting(200).json
    }

    @Test(arguments: End.allCases)
    func `an answer that was not submitted in time is refused, and passes without the problem`(_ end: End)
        async throws
    {
        try await TestApp.run { app in
            let problem = try await Self.problem(app)
            let finding = try await FindingCase.complete(app, ["problem": .string(problem.pid)])
            try await Self.end(problem, by: end, app)
            let refused = try await finding.submit()
            #expect(refused.status == 409)
            #expect(refused.code == "problem_closed")
            #expect(try await finding.get().json["state"] == "draft")
            let begun = try await app.client.post(
                "/v1/findings",
                token: finding.token,
                FindingCase.metadata(["problem": .string(problem.pid)])
            )
            #expect(begun.status == 422)

            let without = try await finding.patch(["problem": .null]).expecting(200)
            #expect(without.json["problem"] == .null)
            _ = try await finding.submit().expecting(200)
            #expect(try await Self.published(finding)["problem"] == nil)
            let set = try await app.client.get(
                "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=problem:\(problem.pid)"
            )
            #expect(!set.text.contains("<identifier>"))
        }
    }

    @Test(arguments: End.allCases)
    func `what was submitted in time may still be bettered`(_ end: End) async throws {
        try await TestApp.run { app in
            let problem = try await Self.problem(app)
            let finding = try await FindingCase.complete(app, ["problem": .string(problem.pid)])
            _ = try await finding.submit().expecting(200)
            try await Self.end(problem, by: end, app)
            _ = try await finding.nextVersion().expecting(201)
            let second = try await finding.submit(version: 2).expecting(200)
            #expect(second.json["problem"]?.string == problem.pid)
            #expect(try await Self.published(finding, version: 2)["problem"]?["pid"]?.string == problem.pid)
        }
    }

    @Test func `an earlier version that was no answer is no foot in the door`() async throws {
        try await TestApp.run { app in
            let problem = try await Self.problem(app)
            let finding = try await FindingCase.complete(app, ["problem": .string(problem.pid)])
            _ = try await finding.patch(["problem": .null]).expecting(200)
            _ = try await finding.submit().expecting(200)
            try await Self.end(problem, by: .deadline, app)
            let next = try await finding.nextVersion().expecting(201)
            #expect(next.json["problem"] == .null)
            let back = try await finding.patch(["problem": .string(problem.pid)], version: 2).expecting(200)
            #expect(back.json["problem"]?.string == problem.pid)
            #expect(try await finding.submit(version: 2).code == "problem_closed")
            _ = try await finding.patch(["problem": .null], version: 2).expecting(200)
            _ = try await finding.submit(version: 2).expecting(200)
        }
    }

    @Test func `a version answers the problem of its finding or none`() async throws {
        try await TestApp.run { app in
            let (problem, other) = (try await Self.problem(app), try await Self.problem(app))
            let finding = try await FindingCase.complete(app, ["problem": .string(problem.pid)])
            let wrong = try await finding.patch(["problem": .string(other.pid)])
            #expect(wrong.status == 422)
            #expect(wrong.pointers == ["/problem"])
            let renamed = try await finding.patch(["title": "Another"]).expecting(200)
            #expect(renamed.json["problem"]?.string == problem.pid)
            _ = try await finding.patch(["problem": .null]).expecting(200)
            let again = try await finding.patch(["problem": .string(problem.pid)]).expecting(200)
            #expect(again.json["problem"]?.string == problem.pid)
            _ = try await finding.submit().expecting(200)
            #expect(try await finding.patch(["problem": .null]).code == "wrong_state")
        }
    }

    @Test func `of a submission and the problem's end at once, one waits for the other`() async throws {
        try await TestApp.run { app in
            let problem = try await Self.problem(app)
            let finding = try await FindingCase.complete(app, ["problem": .string(problem.pid)])
            try await app.hold(
                "UPDATE problems SET deadline = platform_now() WHERE pid = \(problem.pid)"
            ) { letGo in
                async let late = finding.submit()
                try await app.untilBlocked()
                letGo()
                #expect(try await late.code == "problem_closed")
            }
        }
    }

    @Test func `a concluded problem names the public answers that settled it`() async throws {
        try await TestApp.run { app in
            let problem = try await Self.problem(app)
            let answer = try await FindingCase.complete(app, ["problem": .string(problem.pid)])
            let waiting = try await FindingCase.complete(app, ["problem": .string(problem.pid)])
            let apart = try await FindingCase.complete(app, ["problem": .string(problem.pid)])
            _ = try await apart.patch(["problem": .null]).expecting(200)
            for finding in [answer, waiting, apart] { _ = try await finding.submit().expecting(200) }
            _ = try await Self.published(answer)
            _ = try await Self.published(apart)
            try await Self.end(problem, by: .deadline, app)
            _ = try await Self.evaluated(problem, app)

            func conclude(_ outcome: String, _ findings: [String]) async throws -> TestResponse {
                try await app.act(
                    "conclude",
                    on: problem,
                    token: problem.owner,
                    [
                        "outcome": .string(outcome), "reason": "It holds.",
                        "findings": .array(findings.map(JSON.string)),
                    ]
                )
            }
            for wrong in [waiting.pid, apart.pid, unknownFinding] {
                let refused = try await conclude("solved", [answer.pid, wrong])
                #expect(refused.status == 422)
                #expect(refused.pointers == ["/findings"])
            }
            #expect(try await conclude("unsolved", [answer.pid]).pointers == ["/findings"])
            #expect(try await conclude("solved", [answer.pid, answer.pid]).pointers == ["/findings/1"])
            let concluded = try await conclude("solved", [answer.pid]).expecting(200)
            #expect(concluded.json["settled_by"] == [.string(answer.pid)])
            let shown = try await app.client.get(problem.path).expecting(200)
            #expect(shown.json["settled_by"] == [.string(answer.pid)])
            #expect(try await conclude("solved", []).code == "wrong_state")
        }
    }

    @Test func `a conclusion names nothing unless it is told`() async throws {
        try await TestApp.run { app in
            let problem = try await Self.problem(app)
            #expect(try await app.client.get(problem.path).json["settled_by"] == [])
            try await Self.end(problem, by: .concluded, app)
            #expect(try await app.client.get(problem.path).json["settled_by"] == [])
        }
    }
}
