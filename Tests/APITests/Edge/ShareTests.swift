// SPDX-License-Identifier: Apache-2.0
import API
import Domain
import JSON
import NIOCore
import OpenSSL
import TestSupport
import Testing

/// What waits for its client keeps nobody else waiting, and no client takes more than its share.
struct ShareTests {
    private static func options(_ change: (inout Shares) -> Void) -> EdgeOptions {
        var options = EdgeOptions()
        change(&options.shares)
        return options
    }

    /// A body that has begun and never goes on.
    private static func upload(
        _ fixture: DatasetFixture,
        _ name: String,
        to app: TestApp,
        bytes: Int = 100_000
    )
        async throws -> RawConnection
    {
        let connection = try RawConnection(port: app.client.port)
        await connection.send(
            "PUT \(fixture.path)/files/\(name) HTTP/1.1\r\nHost: a\r\n"
                + "Authorization: Bearer \(fixture.officer)\r\nContent-Type: text/csv\r\n"
                + "Content-Length: \(bytes)\r\n"
                + "Content-Digest: sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:\r\n\r\na,b\n1,2\n"
        )
        return connection
    }

    private static func gauge(_ name: String, _ app: TestApp) async throws -> Double? {
        try await app.client.get("/metrics").text.split(separator: "\n")
            .first { $0.hasPrefix(name + " ") }.flatMap { Double($0.dropFirst(name.count + 1)) }
    }

    /// Waits until so many bodies and answers are on their way.
    private static func until(_ transfers: Double, _ app: TestApp) async throws {
        let limit = ContinuousClock.now + .seconds(30)
        // The probe that asks is one of those that are at work.
        while try await gauge("teahouse_transfers", app) != transfers {
            guard .now < limit else { throw NeverCame(what: "\(transfers) transfers") }
        }
    }

    @Test func `slow uploads of one person take no place at work, and are bounded`() async throws {
        try await TestApp.run(
            edge: Self.options {
                $0.total.requests = 2
                $0.person.transfers = 3
            }
        ) { app in
            let fixture = try await app.draftRelease()
            var held: [RawConnection] = []
            for number in 1...3 {
                held.append(try await Self.upload(fixture, "\(number).csv", to: app))
                try await Self.until(Double(number), app)
            }
            let other = try await app.person("Ada")
            #expect(try await app.client.get("/v1/me", token: other.token).status == 200)
            let refused = try await app.client.get("/v1/me", token: fixture.officer)
            #expect(refused.status == 429)
            #expect(refused.code == "too_many_at_once")
            #expect(refused["retry-after"] == "1")
            #expect(refused["ratelimit-policy"] == "\"person-transfers\";q=3;qu=\"concurrent-requests\"")
            #expect(refused["ratelimit"] == "\"person-transfers\";r=0")
            let hits = "teahouse_limit_hits_total{limit=\"person-transfers\"}"
            #expect(try await Self.gauge(hits, app) == 1)
            // With its connection an upload gives back its place.
            held.removeAll()
            try await Self.until(0, app)
            #expect(try await app.client.get("/v1/me", token: fixture.officer).status == 200)
        }
    }

    @Test func `slow readers take no place at work, and an address has so many of them`() async throws {
        var options = Self.options {
            $0.total.requests = 2
            $0.address.transfers = 2
        }
        options.transferBytes = 1
        try await TestApp.run(edge: options) { [options] app in
            #expect(options.shares.address.transfers == 2)
            var held: [RawConnection] = []
            for number in 1...2 {
                held.append(try RawConnection(port: app.client.port))
                // A body of which nothing comes waits for its client, as a reader does who reads nothing.
                await held[number - 1].send(
                    "POST /v1/enrolments HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.1\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n"
                )
                try await Self.until(Double(number), app)
            }
            let address = ["X-Forwarded-For": "203.0.113.1"]
            let refused = try await app.client.get("/v1/problems", headers: address)
            #expect(refused.status == 429)
            #expect(refused["ratelimit-policy"] == "\"address-transfers\";q=2;qu=\"concurrent-requests\"")
            let other = ["X-Forwarded-For": "203.0.113.2"]
            #expect(try await app.client.get("/v1/problems", headers: other).status == 200)
            // Whoever is known is no address.
            let person = try await app.person("Ada")
            #expect(try await app.client.get("/v1/me", token: person.token).status == 200)
            #expect(try await app.client.get("/v1/me", token: person.token, headers: address).status == 200)
        }
    }

    @Test func `of what is shared, an organisation and a person have their part`() async throws {
        for (who, change) in [
            ("person", { (shares: inout Shares) in shares.person.requests = 0 }),
            ("organisation", { (shares: inout Shares) in shares.organisation.requests = 0 }),
        ] {
            try await TestApp.run(edge: Self.options(change)) { app in
                let house = try await app.organisation(.university, "House")
                let member = try await app.person("Ada", in: house, as: [.researcher])
                // The first time it is known once the token is, the second time at the door.
                for _ in 1...2 {
                    let refused = try await app.client.get("/v1/me", token: member.token)
                    #expect(refused.status == 429, "\(who)")
                    #expect(refused["ratelimit-policy"]?.hasPrefix("\"\(who)-requests\";q=0;") == true)
                }
                #expect(try await app.client.get("/v1/problems").status == 200)
            }
        }
    }

    @Test func `an upload has a time for all of it, however fast it is`() async throws {
        var options = EdgeOptions()
        options.uploadLimit = .milliseconds(300)
        options.tick = .milliseconds(50)
        try await TestApp.run(edge: options) { app in
            let fixture = try await app.draftRelease()
            let connection = try await Self.upload(fixture, "a.csv", to: app)
            let answer = try #require(await connection.read())
            #expect(answer.hasPrefix("HTTP/1.1 408 "), "\(answer.prefix(60))")
        }
    }
}
