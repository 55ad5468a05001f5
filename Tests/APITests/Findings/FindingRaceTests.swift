// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Synchronization
import TestSupport
import Testing

/// What happens to a finding when several do something to it at once.
@Suite struct FindingRaceTests {
    @Test func `one of many submissions goes through`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let statuses = try await together(
                Array(repeating: { @Sendable in try await finding.submit() }, count: 8)
            )
            #expect(statuses.count { $0 == 200 } == 1, "\(statuses)")
            #expect(statuses.allSatisfy { $0 == 200 || $0 == 409 }, "\(statuses)")
            try await finding.workEnded()
            #expect(try await finding.get().gate("screening") == "passed")
        }
    }

    @Test func `one of many new versions is begun`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let statuses = try await together(
                Array(repeating: { @Sendable in try await finding.nextVersion() }, count: 8)
            )
            #expect(statuses.count { $0 == 201 } == 1, "\(statuses)")
            #expect(statuses.allSatisfy { $0 == 201 || $0 == 409 }, "\(statuses)")
            #expect(try await finding.get(3).status == 404)
        }
    }

    @Test func `one of several decisions counts`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let second = try await app.person("Moritz", platform: [.moderator]).token
            let statuses = try await together([
                { try await finding.act("accept", as: finding.moderator) },
                { try await finding.act("reject", as: second) },
                { try await finding.act("request_changes", as: second) },
                { try await finding.act("reject", as: finding.moderator) },
            ])
            #expect(statuses.count { $0 == 200 } == 1, "\(statuses)")
            #expect(statuses.allSatisfy { $0 == 200 || $0 == 409 }, "\(statuses)")
            let decisions: Int? = try await app.asSuperuser { db in
                try db.scalar("SELECT count(*) FROM decisions")
            }
            #expect(decisions == 1)
        }
    }

    @Test func `a finding keeps an author when its authors leave at once`() async throws {
        try await TestApp.run { app in
            let bo = try await app.person("Bo")
            let (other, token) = bo
            for _ in 1...4 {
                let finding = try await FindingCase.begin(app)
                let path = "/v1/findings/\(finding.pid)/authors"
                try await app.addAuthor(bo, to: finding.pid, by: finding.token)
                let statuses = try await together([
                    {
                        try await app.client.send(
                            "DELETE",
                            "\(path)/\(other.pid)",
                            token: token,
                            headers: ["If-Match": "*"]
                        )
                    },
                    {
                        try await app.client.send(
                            "DELETE",
                            "\(path)/\(finding.author.pid)",
                            token: finding.token,
                            headers: ["If-Match": "*"]
                        )
                    },
                ])
                #expect(statuses.count { $0 == 204 } == 1, "\(statuses)")
                #expect(statuses.allSatisfy { [204, 404, 409].contains($0) }, "\(statuses)")
                let pid = finding.pid
                let left: Int? = try await app.asSuperuser { db in
                    try db.scalar(
                        """
                        SELECT count(*) FROM finding_authors a JOIN findings f ON f.id = a.finding
                        WHERE f.pid = \(pid)
                        """
                    )
                }
                #expect(left == 1)
            }
        }
    }

    @Test func `whoever acts has one hour, whenever a demonstration's clock is moved`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let second = try await app.person("Moritz", platform: [.moderator]).token
            // Each has written down what gives the right to the move that it then waits for.
            for (event, token) in [
                ("reject", finding.moderator), ("appeal", finding.token), ("accept", second),
            ] {
                var status = 0
                try await app.hold("SELECT FROM moderations FOR UPDATE") { letGo in
                    let ended = Ended()
                    async let acted = {
                        defer { ended.add() }
                        return try await finding.act(event, as: token)
                    }()
                    try await app.untilBlocked { ended.count }
                    async let moved: Void = {
                        defer { ended.add() }
                        try await app.advanceClock(days: 1)
                    }()
                    try await app.untilBlocked(2) { ended.count }
                    letGo()
                    status = try await acted.status
                    try await moved
                }
                try #require(status == 200, "\(event)")
            }
        }
    }

    /// Sends all of `requests` together and returns the statuses.
    private func together(_ requests: [@Sendable () async throws -> TestResponse]) async throws -> [Int] {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for request in requests { group.addTask { try await request().status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}

/// Counts what has ended.
private final class Ended: Sendable {
    private let ended = Mutex(0)

    var count: Int { ended.withLock { $0 } }

    func add() { ended.withLock { $0 += 1 } }
}
