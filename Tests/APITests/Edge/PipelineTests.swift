// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Several requests on one connection.
struct PipelineTests {
    @Test func `requests sent at once are answered one after the other, in their order`() async throws {
        try await TestApp.run { app in
            let connection = try RawConnection(port: app.client.port)
            let paths = [
                "/healthz", "/v1/problems", "/v1/nothing", "/readyz", "/v1/publications", "/v1/keys",
            ]
            var text = paths.map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined()
            text += "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            await connection.send(text)
            let answers = try #require(await connection.read())
            let statuses = answers.split(separator: "HTTP/1.1 ").map { $0.prefix(3) }
            #expect(statuses == ["200", "200", "404", "200", "200", "200", "200"])
            let bodies = ["\"ok\"", "items", "not_found", "ready", "items", "public_key", "\"ok\""]
            for (answer, part) in zip(answers.split(separator: "HTTP/1.1 "), bodies) {
                #expect(answer.contains(part), "\(answer)")
            }
        }
    }

    @Test func `a refusal between two requests keeps its place`() async throws {
        try await TestApp.run { app in
            let connection = try RawConnection(port: app.client.port)
            await connection.send(
                "GET /v1/problems HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\nExpect: more\r\n\r\n"
                    + "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            let answers = try #require(await connection.read())
            #expect(answers.split(separator: "HTTP/1.1 ").map { $0.prefix(3) } == ["200", "417", "200"])
        }
    }

    @Test func `no answer to a HEAD has a body, nor has a refusal`() async throws {
        try await TestApp.run { app in
            let (_, pid) = try await app.published()
            let paths = [
                "/healthz", "/v1/publications", "/v1/nothing", "/v1/findings", "/v1/publications/\(pid)",
                "/v1/publications/\(pid)", "/v1/publications/\(pid)/files/result.md", "/v1/publications?x=1",
            ]
            let connection = try RawConnection(port: app.client.port)
            await connection.send(
                paths.map { "HEAD \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined()
                    + "HEAD /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            let answers = try #require(await connection.read()).split(separator: "HTTP/1.1 ")
            let statuses = answers.map { $0.prefix(3) }
            #expect(statuses == ["200", "200", "404", "401", "200", "200", "200", "400", "200"])
            for (path, answer) in zip(paths + ["/healthz"], answers) {
                #expect(
                    answer.firstRange(of: "\r\n\r\n")?.upperBound == answer.endIndex,
                    "\(path): \(answer)"
                )
                #expect(answer.lowercased().contains("content-length: "), "\(path)")
                #expect(!answer.lowercased().contains("content-length: 0"), "\(path)")
            }
        }
    }

    private static let chunked =
        "POST /v1/enrolments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n1;x=y\r\n{\r\n5\r\n\r\n\r\n\n\r\n1\r\n}\r\n0\r\nX: y\r\n\r\n"
    private static let counted =
        "POST /v1/enrolments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 6\r\n\r\n{\r\n\r\n}"
    private static let plain = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let last = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    @Test(arguments: [1, 2, 7, 64, 100_000])
    func `where a request begins is known, whatever came before and in whatever pieces`(size: Int)
        async throws
    {
        try await TestApp.run { app in
            let connection = try RawConnection(port: app.client.port)
            let all = [
                Self.chunked, "\r\n" + Self.plain, Self.counted, Self.chunked, Self.counted, Self.last,
            ]
            let bytes = Array(all.joined().utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                await connection.send(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            let answers = try #require(await connection.read())
            let statuses = answers.split(separator: "HTTP/1.1 ").map { $0.prefix(3) }
            #expect(statuses == ["422", "200", "422", "422", "422", "200"], "\(answers)")
        }
    }

    @Test(arguments: ["", plain, counted, chunked])
    func `a line with two blanks is no request, whatever came before`(before: String) async throws {
        try await TestApp.run { app in
            let connection = try RawConnection(port: app.client.port)
            if !before.isEmpty {
                await connection.send(before)
                _ = try #require(await connection.read { $0.hasSuffix("}") })
            }
            await connection.send("GET  /healthz HTTP/1.1\r\nHost: a\r\n\r\n" + Self.plain)
            let answers = try #require(await connection.read())
            #expect(answers.contains("HTTP/1.1 400 "), "\(answers)")
            #expect(!answers.contains("HTTP/1.1 200 "), "\(answers)")
        }
    }

    @Test func `a client that asks before it sends is told to go on`() async throws {
        try await TestApp.run { app in
            let connection = try RawConnection(port: app.client.port)
            await connection.send(
                "POST /v1/enrolments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                    + "Expect: 100-continue\r\nConnection: close\r\n\r\n"
            )
            let interim = try #require(await connection.read { $0.hasSuffix("\r\n\r\n") })
            #expect(interim.hasPrefix("HTTP/1.1 100 "))
            await connection.send("{}")
            let answer = try #require(await connection.read())
            #expect(answer.hasPrefix("HTTP/1.1 422 "), "\(answer.prefix(60))")
        }
    }
}
