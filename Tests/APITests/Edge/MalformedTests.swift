// SPDX-License-Identifier: Apache-2.0
import API
import NIOCore
import TestSupport
import Testing

/// What is not a proper request is refused, and the connection ends with the answer.
struct MalformedTests {
    private static let host = "Host: localhost\r\n"

    /// The request and the status that it gets.
    private static let cases: [(String, Int)] = [
        ("GET /healthz HTTP/1.1\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nHost:\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
        ("GET http://elsewhere/healthz HTTP/1.1\r\nHost: elsewhere\r\n\r\n", 400),
        ("GET //healthz HTTP/1.1\r\n\(host)\r\n", 400),
        ("OPTIONS * HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /healthz#top HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /v1/findings/\u{e9} HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /v1/findings/%zz HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /v1/findings/%00 HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /v1/findings/%ff%fe HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /v1/problems?limit=%zz HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /healthz HTTP/1.1\r\n\(host)Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\n\(host)Range: bytes=0-1\r\nRange: bytes=2-3\r\n\r\n", 400),
        ("POST /v1/enrolments HTTP/1.1\r\n\(host)Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400),
        (
            "POST /v1/enrolments HTTP/1.1\r\n\(host)Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
            400
        ),
        ("POST /v1/enrolments HTTP/1.1\r\n\(host)Content-Length: -2\r\n\r\n{}", 400),
        ("POST /v1/enrolments HTTP/1.1\r\n\(host)Content-Length: 0x2\r\n\r\n{}", 400),
        (
            "POST /v1/enrolments HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            400
        ),
        ("GET /healthz HTTP/1.1\r\n\(host)Bad Name: x\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\n\(host)X: a\u{0}b\r\n\r\n", 400),
        ("GET /healthz HTTP/9.9\r\n\(host)\r\n", 400),
        ("GET  /healthz HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /healthz  HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /healthz HTTP/1.1 \r\n\(host)\r\n", 400),
        (" GET /healthz HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET\t/healthz HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /healthz\tHTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /healthz x HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /healthz\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\n\(host)Content_Length: 2\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\n\(host)If_Match: \"x\"\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\n\(host)transfer_ENCODING: chunked\r\n\r\n", 400),
        ("GET /v1/problems?limit=%2B5 HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /v1/problems?limit=05 HTTP/1.1\r\n\(host)\r\n", 400),
        ("POST /v1/enrolments HTTP/1.1\r\n\(host)Content-Length: +2\r\n\r\n{}", 400),
        (
            "POST /v1/enrolments HTTP/1.1\r\n\(host)Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            501
        ),
        (
            "POST /v1/enrolments HTTP/1.1\r\n\(host)Transfer-Encoding: chunked, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            400
        ),
        ("POST /v1/enrolments HTTP/1.1\r\n\(host)Transfer-Encoding: gzip\r\n\r\n{}", 400),
        ("NONSENSE\r\n\r\n", 400),
        ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{fc}\u{3}\u{3}\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\n\(host)X: \(String(repeating: "a", count: 40_000))\r\n\r\n", 431),
        ("GET /healthz HTTP/1.1\r\n\(host)\(String(repeating: "X: a\r\n", count: 200))\r\n", 431),
        ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\n\(host)\r\n", 414),
        ("GET /healthz HTTP/1.1\r\n\(host)Expect: a-miracle\r\nConnection: close\r\n\r\n", 417),
    ]

    @Test func `each is answered with its status as problem details, and the connection ends`() async throws {
        // Those that leave the connection usable end when it has been silent for so long.
        var options = EdgeOptions()
        options.headLimit = .milliseconds(300)
        options.tick = .milliseconds(50)
        try await TestApp.run(edge: options) { app in
            for (request, status) in Self.cases {
                let connection = try RawConnection(port: app.client.port)
                await connection.send(request)
                let answer = try #require(await connection.read(), "no end: \(request.prefix(80))")
                #expect(
                    answer.hasPrefix("HTTP/1.1 \(status) "),
                    "\(request.prefix(120)) -> \(answer.prefix(60))"
                )
                #expect(answer.contains("application/problem+json"), "\(request.prefix(120))")
                #expect(answer.lowercased().contains("request-id: "))
            }
            #expect(try await app.client.get("/readyz").status == 200)
        }
    }

    @Test func `a method that the path does not know is told which it does`() async throws {
        try await TestApp.run { app in
            let refused = try await app.client.send("DELETE", "/v1/problems")
            #expect(refused.status == 405)
            #expect(refused["allow"] == "GET, HEAD, POST")
            for path in ["/v1/problems/", "/v1//problems", "/v1/%70roblems", "/V1/problems", "/v1"] {
                #expect(try await app.client.get(path).status == 404, "\(path)")
            }
        }
    }
}
