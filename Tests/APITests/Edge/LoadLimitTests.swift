// SPDX-License-Identifier: Apache-2.0
import API
import Server
import TestSupport
import Testing

/// More than the server takes is refused at once, and a client that asks too often
/// is told when to come again.
struct LoadLimitTests {
    @Test func `past the cap a request is refused at once, but for the probes`() async throws {
        var options = EdgeOptions()
        options.shares.total.requests = 0
        try await TestApp.run(edge: options) { app in
            let refused = try await app.client.get("/v1/problems")
            #expect(refused.status == 503)
            #expect(refused.code == "overloaded")
            #expect(refused["retry-after"] == "1")
            for path in ["/healthz", "/readyz", "/metrics"] {
                #expect(try await app.client.get(path).status == 200, "\(path)")
            }
            let metrics = try await app.client.get("/metrics").text.split(separator: "\n")
            #expect(metrics.contains(#"teahouse_limited_total{status="503"} 1.0"#))
            #expect(metrics.contains(#"teahouse_limited_total{status="507"} 0.0"#))
            for line in metrics where line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ")
                #expect(metrics.contains { $0.hasPrefix("# HELP \(words[2]) ") }, "\(words[2])")
                #expect((words[3] == "counter") == words[2].hasSuffix("_total"), "\(line)")
            }
        }
    }

    private static let rated = EdgeOptions(person: 4, address: 3, failures: 2)

    @Test func `a token has its own bucket, and every answer says what is left`() async throws {
        try await TestApp.run(edge: Self.rated) { app in
            let person = try await app.person("Ada")
            let other = try await app.person("Ada")
            for left in [3, 2, 1, 0] {
                let answer = try await app.client.get("/v1/me", token: person.token)
                #expect(answer.status == 200)
                #expect(answer["ratelimit-policy"] == "\"person\";q=4;w=3600")
                #expect(answer["ratelimit"]?.hasPrefix("\"person\";r=\(left);t=") == true)
            }
            let refused = try await app.client.get("/v1/me", token: person.token)
            #expect(refused.status == 429)
            #expect(refused.code == "rate_limit")
            #expect(refused["retry-after"].flatMap { Int($0) }.map { (1...900).contains($0) } == true)
            #expect(try await app.client.get("/v1/me", token: other.token).status == 200)
        }
    }

    @Test func `an address behind a proxy has its own bucket`() async throws {
        try await TestApp.run(edge: Self.rated) { app in
            let asked = [
                // What a client itself put before the proxy's word changes nothing.
                ("198.51.100.7, 203.0.113.1", 200), ("203.0.113.1", 200), ("203.0.113.1", 200),
                ("203.0.113.1", 429), ("192.0.2.9, 203.0.113.1", 429), ("203.0.113.2", 200),
                // One network of IPv6 is one client.
                ("2001:db8:1:2::1", 200), ("2001:db8:1:2::2", 200), ("2001:db8:1:2:0:1::", 200),
                ("2001:db8:1:2:ffff::9", 429), ("2001:db8:1:3::1", 200),
            ]
            for (forwarded, status) in asked {
                let answer = try await app.client.get("/v1/problems", headers: ["X-Forwarded-For": forwarded])
                #expect(answer.status == status, "\(forwarded)")
            }
        }
    }

    @Test func `who shows wrong tokens is refused before any is looked at`() async throws {
        try await TestApp.run(edge: Self.rated) { app in
            for (address, status) in [
                ("203.0.113.5", 401), ("203.0.113.5", 401), ("203.0.113.5", 429), ("203.0.113.6", 401),
            ] {
                let headers = ["X-Forwarded-For": address]
                let answer = try await app.client.get("/v1/me", token: "thp_x", headers: headers)
                #expect(answer.status == status, "\(address)")
            }
        }
    }

    @Test func `a server about to stop says that it is not ready, and closes with its answers`() async throws
    {
        var options = EdgeOptions()
        options.drainNotice = .seconds(2)
        try await TestApp.run(edge: options) { app in
            #expect(try await app.client.get("/readyz").status == 200)
            async let stopped: Void = app.running.stop()
            var answer = try await app.client.get("/readyz")
            while answer.status == 200 { answer = try await app.client.get("/readyz") }
            #expect(answer.code == "draining")
            #expect(answer["connection"] == "close")
            #expect(try await app.client.get("/healthz").status == 200)
            await stopped
        }
    }
}
