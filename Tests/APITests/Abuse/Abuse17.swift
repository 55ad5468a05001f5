// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Nothing is unpacked.
@Suite struct Abuse17 {
    @Test func `abuse 17: compressed and multipart bodies are refused by their header`() async throws {
        try await TestApp.run { app in
            let rita = try await app.person("Rita").token
            let bomb = [0x1F, 0x8B, 0x08, 0x00] + [UInt8](repeating: 0, count: 1000)
            for encoding in ["gzip", "deflate", "br", "zstd", "gzip, gzip", "identity, gzip"] {
                let refused = try await app.client.send(
                    "POST",
                    "/v1/tokens",
                    token: rita,
                    body: bomb,
                    headers: ["Content-Encoding": encoding]
                )
                #expect(refused.status == 415, "\(encoding)")
            }
            let parts = String(repeating: "--x\r\n\r\na\r\n", count: 10_000)
            let refused = try await app.client.send(
                "POST",
                "/v1/tokens",
                token: rita,
                body: Array(parts.utf8),
                headers: ["Content-Type": "multipart/form-data; boundary=x"]
            )
            #expect(refused.status == 415)
        }
    }

    @Test func `abuse 17: a file that says it is compressed is refused`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let refused = try await app.upload(
                TestApp.pumps,
                as: "pumps.csv",
                to: fixture,
                headers: ["Content-Encoding": "gzip"]
            )
            #expect(refused.status == 415)
        }
    }
}
