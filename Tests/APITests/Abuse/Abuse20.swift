// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Logging
import Store
import TestSupport
import Testing

/// Text that PostgreSQL would refuse never gets there.
@Suite struct Abuse20 {
    @Test func `abuse 20: NUL, lone surrogates and overlong forms end at the edge`() async throws {
        let lines = LogLines()
        try await TestApp.run(logger: lines.logger(.debug)) { app in
            let rita = try await app.person("Rita").token
            let wrong: [[UInt8]] = [
                Array("\\u0000".utf8), Array("\\ud800".utf8), Array("\\udc00\\ud800".utf8), [0x00],
                [0xC0, 0x80],
                [0xF0, 0x80, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xFF], [0xF4, 0x90, 0x80, 0x80],
            ]
            for bytes in wrong {
                let body = Array("{\"name\":\"a".utf8) + bytes + Array("\",\"scopes\":[\"read\"]}".utf8)
                let refused = try await app.client.send("POST", "/v1/tokens", token: rita, body: body)
                #expect(refused.status == 400, "\(bytes)")
            }
            for escape in ["%00", "%C0%80", "%F0%80%80%AF", "%ED%A0%80", "%FF", "%", "%4"] {
                for path in [
                    "/v1/problems?state=\(escape)", "/v1/findings/\(escape)", "/v1/problems?cursor=\(escape)",
                ] {
                    let connection = try RawConnection(port: app.client.port)
                    await connection.send(
                        "GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                    )
                    let answer = await connection.read() ?? ""
                    #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(path)")
                }
            }
        }
        #expect(!lines.text.contains("22021"))
        #expect(!lines.text.contains("\"level\":\"error\""))
    }
}
