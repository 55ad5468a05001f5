// SPDX-License-Identifier: Apache-2.0
import JSON
import Logging
import TestSupport
import Testing

/// Nobody writes into the log but the server.
@Suite struct Abuse23 {
    @Test func `abuse 23: every line is one object, whatever a client sends`() async throws {
        let lines = LogLines()
        try await TestApp.run(logger: lines.logger(.debug)) { app in
            let forged = "%0D%0A{%22level%22:%22error%22,%22message%22:%22FORGED%22}%1B[31m"
            let heads = [
                "GET /v1/findings/\(forged) HTTP/1.1\r\nHost: a\r\n",
                "GET /v1/problems?state=\(forged) HTTP/1.1\r\nHost: a\r\n",
                "GET /v1/problems HTTP/1.1\r\nHost: a\r\nUser-Agent: \(String(repeating: "FORGED", count: 2000))\r\n",
                "GET /v1/problems HTTP/1.1\r\nHost: a\r\nRequest-Id: FORGED\r\nX-Request-Id: FORGED\r\n",
                "GET /v1/problems HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: FORGED\r\nReferer: FORGED\r\n",
                "GET /v1/problems HTTP/1.1\r\nHost: a\r\ntraceparent: FORGED\r\nAuthorization: Bearer FORGED\r\n",
                "FORGED /v1/problems HTTP/1.1\r\nHost: a\r\n",
            ]
            for head in heads {
                let connection = try RawConnection(port: app.client.port)
                await connection.send(head + "Connection: close\r\n\r\n")
                #expect(await connection.read() != nil)
            }
        }
        #expect(lines.all.count >= 7)
        for line in lines.all {
            #expect(line.last == UInt8(ascii: "\n"))
            #expect(line.count <= 8192)
            #expect(line.dropLast().allSatisfy { $0 >= 0x20 && $0 != 0x7F })
            #expect((try? JSON(parsing: line))?.object != nil)
        }
        #expect(!lines.text.contains("FORGED"))
    }
}
