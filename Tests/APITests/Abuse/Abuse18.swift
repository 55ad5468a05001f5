// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Bodies that cost more to read than to write.
@Suite struct Abuse18 {
    @Test func `abuse 18: deep, wide and long JSON is refused`() async throws {
        try await TestApp.run { app in
            let rita = try await app.person("Rita").token
            let keys = (0..<90_000).map { "\"k\($0)\":1" }.joined(separator: ",")
            let bodies = [
                String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
                String(repeating: "[", count: 33) + String(repeating: "]", count: 33), "{\(keys)}",
                "{\"name\":\(String(repeating: "9", count: 1_000_000))}",
                "{\"name\":1e\(String(repeating: "9", count: 1_000_000))}",
                "{\"name\":1e400}", "{\"name\":1,\"n\\u0061me\":2}",
            ]
            for body in bodies {
                let refused = try await app.client.send(
                    "POST",
                    "/v1/tokens",
                    token: rita,
                    body: Array(body.utf8)
                )
                #expect(refused.status == 400, "\(body.prefix(40))")
                #expect(refused.code == "bad_json", "\(body.prefix(40))")
            }
            let long = String(repeating: " ", count: 1 << 20) + "{}"
            let refused = try await app.client.send("POST", "/v1/tokens", token: rita, body: Array(long.utf8))
            #expect(refused.status == 413)
            #expect(try await app.client.get("/readyz").status == 200)
        }
    }
}
