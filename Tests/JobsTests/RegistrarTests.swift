// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Jobs
import Postgres
import Publication
import Server
import Store
import TestSupport
import Testing

/// Identifiers on their way to a registry.
@Suite struct RegistrarTests {
    private static let site = Site(url: "https://findings.example", doiPrefix: "10.5072")

    private static func state(_ app: TestApp, _ pid: String) async throws -> String {
        try await app.asSuperuser { db in
            try db.scalar(
                """
                SELECT concat_ws(' ', i.state, i.wanted, i.doi, i.attempts, i.error) FROM identifiers i
                JOIN publications p ON p.id = i.publication WHERE p.pid = \(pid)
                """
            )
        } ?? "gone"
    }

    /// Takes everything that is due to the registry, by a second registrar beside the server's own.
    private static func register(_ app: TestApp, at server: RecordedServer) async throws {
        let account = DataCiteMinter.Account(url: server.url, repository: "TEA.HOUSE", password: "a:secret")
        try await app.work { context, listening in
            let registrar = Registrar(
                context,
                minter: DataCiteMinter(account) { site },
                listening: listening
            ) { site.doi($0) }
            while try await registrar.step() {}
        }
    }

    /// Makes an identifier as if nothing had been asked of a registry.
    ///
    /// The server's own registrar, which has just failed, looks once more whether anything is due; a round of
    /// its clocks later it has, and the identifier is this test's.
    private static func forget(_ app: TestApp, _ pid: String) async throws {
        var looks = 0
        try await app.until("a round of the clocks") {
            looks += 1
            return looks > 12
        }
        try await app.asSuperuser { db in
            _ = try db.execute(
                """
                UPDATE identifiers SET due_at = clock_timestamp()
                WHERE due_at IS NOT NULL AND publication = (SELECT id FROM publications WHERE pid = \(pid))
                """
            )
        }
    }

    @Test func `what is published gets its identifier without anybody waiting, and a withdrawal a tombstone`()
        async throws
    {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            try await app.until("the identifier is findable") {
                try await Self.state(app, pid) == "findable findable 10.5072/\(pid) 0"
            }
            try await app.withdraw(pid, by: fixture.author)
            try await app.until("the tombstone is registered") {
                try await Self.state(app, pid) == "tombstone tombstone 10.5072/\(pid) 0"
            }
            let acts: [String] = try await app.asSuperuser { db in
                try db.scalars(
                    """
                    SELECT action FROM audit_events
                    WHERE object = 'identifier' AND subject = \(pid) ORDER BY id
                    """
                )
            }
            #expect(acts == ["reserve", "publish", "hide"])
        }
    }

    @Test func `the registry is told what it has to know, and asked again after a refusal`() async throws {
        // The server's own registrar asks a registry that is not there, so that this test has
        // the identifiers to itself.
        let nowhere = DataCiteMinter.Account(url: "http://127.0.0.1:1", repository: "x", password: "x")
        try await TestApp.run(site: SiteOptions(url: "https://findings.example", dataCite: nowhere)) { app in
            let (fixture, pid) = try await app.published(["title": "Wear & tear"])
            try await app.until("the registry was not there") {
                try await Self.state(app, pid).hasPrefix("none findable 1 ")
            }
            let refused = #"{"errors":[{"status":"422","title":"This DOI has already been taken"}]}"#
            let server = RecordedServer([(503, ""), (422, refused), (201, "{}")])
            defer { server.stop() }
            for expected in [
                "none findable 2 the registry answered 503: ",
                "none findable 3 the registry answered 422: \(refused)",
            ] {
                try await Self.forget(app, pid)
                try await Self.register(app, at: server)
                #expect(try await Self.state(app, pid) == expected)
            }
            try await Self.forget(app, pid)
            try await Self.register(app, at: server)
            #expect(try await Self.state(app, pid) == "findable findable 10.5072/\(pid) 0")
            let asked = server.requests.suffix(2)
            let bodies = try asked.map { try JSON(parsing: $0.body)["data"] ?? .null }
            for request in asked {
                #expect(request.head.hasPrefix("PUT /dois/10.5072%2F\(pid) HTTP/1.1"))
                #expect(
                    request.head.contains("Basic \(Data("TEA.HOUSE:a:secret".utf8).base64EncodedString())")
                )
                #expect(request.head.contains("application/vnd.api+json"))
            }
            #expect(bodies[0]["attributes"]?["event"] == nil)
            #expect(bodies[1]["attributes"]?["event"] == "publish")
            #expect(bodies[1]["attributes"]?["titles"] == [["lang": "en", "title": "Wear & tear"]])
            #expect(
                bodies[1]["attributes"]?["url"] == .string("https://findings.example/v1/publications/\(pid)")
            )
            #expect(bodies[1]["id"] == .string("10.5072/\(pid)"))

            try await app.withdraw(pid, by: fixture.author)
            try await app.until("nobody is there again") {
                try await Self.state(app, pid).hasPrefix("findable tombstone 10.5072/\(pid) 1 ")
            }
            try await Self.forget(app, pid)
            try await Self.register(app, at: server)
            #expect(try await Self.state(app, pid) == "tombstone tombstone 10.5072/\(pid) 0")
            let last = try JSON(parsing: server.requests.last?.body ?? [])["data"]?["attributes"]
            #expect(last?["event"] == "hide")
            #expect(last?["titles"] == nil, "of what was withdrawn nothing is told")
        }
    }

    @Test func `what was withdrawn before it was registered gets a tombstone without its content`()
        async throws
    {
        let nowhere = DataCiteMinter.Account(url: "http://127.0.0.1:1", repository: "x", password: "x")
        try await TestApp.run(site: SiteOptions(url: "https://findings.example", dataCite: nowhere)) { app in
            let (fixture, pid) = try await app.published(["title": "Never seen"])
            try await app.withdraw(pid, by: fixture.author)
            try await app.until("nobody is there") {
                try await Self.state(app, pid).hasPrefix("none tombstone 1 ")
            }
            let server = RecordedServer()
            defer { server.stop() }
            try await Self.forget(app, pid)
            try await Self.register(app, at: server)
            #expect(try await Self.state(app, pid) == "tombstone tombstone 10.5072/\(pid) 0")
            let events = try server.requests.map {
                try JSON(parsing: $0.body)["data"]?["attributes"]?["event"]?.string
            }
            #expect(events == [nil, "register", "hide"])
            for request in server.requests {
                #expect(!String(decoding: request.body, as: UTF8.self).contains("Never seen"))
            }
        }
    }
}
