// SPDX-License-Identifier: Apache-2.0
import API
import Server
import TestSupport
import Testing

/// Nobody watches from afar when others do what is confidential.
@Suite struct AbuseMetrics {
    @Test func `metrics are for programs on this machine, whatever the target's spelling`() async throws {
        try await TestApp.run { app in
            #expect(try await app.client.get("/metrics").status == 200)
            let afar = ["X-Forwarded-For": "203.0.113.1"]
            for path in ["/metrics", "/metrics?", "/metrics?a=b"] {
                let hidden = try await app.client.get(path, headers: afar)
                #expect(hidden.status == 404, "\(path)")
                #expect(!hidden.text.contains("teahouse_"))
            }
            #expect(try await app.client.get("/healthz", headers: afar).status == 200)
        }
    }

    @Test func `the operators' address has metrics and probes, and nothing else`() async throws {
        let operators = try #require(OperatorsAddress("127.0.0.1:0"))
        try await TestApp.run(operators: operators) { app in
            while app.running.operatorsPort == 0 { await Task.yield() }
            let watching = TestClient(port: app.running.operatorsPort)
            let afar = ["X-Forwarded-For": "203.0.113.1"]
            for path in ["/metrics", "/healthz", "/readyz"] {
                #expect(try await watching.get(path, headers: afar).status == 200, "\(path)")
            }
            let elsewhere = try await watching.get("/v1/problems")
            #expect(elsewhere.status == 404)
            #expect(try await app.client.get("/metrics", headers: afar).status == 404)
        }
    }

    @Test func `an address for operators is a host and a port`() {
        for text in ["9187", ":9187", "host:", "host:70000", "host:-1", "[::1:5", ""] {
            #expect(OperatorsAddress(text) == nil, "\(text)")
        }
        #expect(OperatorsAddress("[::1]:9187")?.host == "::1")
    }
}
