// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Outbound

/// What is sent, and what comes back.
@Suite struct ExchangeTests {
    @Test func `a request is sent as it was written, and nothing is added that was not asked for`()
        async throws
    {
        let server = Self.telling()
        defer { server.stop() }
        let answer = try await Exchange(
            "PATCH",
            server.url + "/a/../b%2Fc?q=%20&q=1",
            headers: [
                Header("X-One", "1"), Header("X-One", "2"), Header("X-Empty", ""), Header("Accept", "a/b"),
            ],
            body: Array("body".utf8),
            reach: .named
        ).answer()
        let text = String(decoding: answer.body, as: UTF8.self)
        var lines = text.components(separatedBy: "\r\n")
        #expect(lines.removeFirst() == "PATCH /a/../b%2Fc?q=%20&q=1 HTTP/1.1")
        #expect(lines.suffix(2) == ["", "body"])
        #expect(
            lines.dropLast(2).sorted() == [
                "Accept: a/b", "Content-Length: 4", "Host: 127.0.0.1:\(server.port)", "User-Agent: teahouse",
                "X-Empty:", "X-One: 1", "X-One: 2",
            ]
        )
    }

    @Test(arguments: ["GET", "HEAD", "DELETE", "POST", "PUT", "PATCH", "QUERY"])
    func `a request without a body says how long it is where its method means one`(method: String)
        async throws
    {
        let heads = Heads()
        let server = LoopbackServer { connection in
            heads.add(connection.request()?.head ?? "")
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(method == "HEAD" ? "70" : "0")\r\n\r\n")
        }
        defer { server.stop() }
        #expect(try await Exchange(method, server.url, reach: .named).answer().status == 200)
        let head = heads.all.first ?? ""
        #expect(head.hasPrefix("\(method) / HTTP/1.1\r\n"))
        #expect(head.contains("Content-Length: 0") == ["POST", "PUT", "PATCH"].contains(method))
        #expect(!head.contains("Content-Type") && !head.contains("Transfer-Encoding"))
    }

    @Test func `a large body arrives whole, without being asked whether it may`() async throws {
        let body = [UInt8](repeating: 7, count: 5_000_000)
        let server = LoopbackServer { connection in
            guard let request = connection.request() else { return }
            let isWhole = request.body == body && !request.head.contains("Expect")
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\(isWhole ? 1 : 0)")
        }
        defer { server.stop() }
        let answer = try await Exchange("PUT", server.url, body: body, reach: .named).answer()
        #expect(answer.body == Array("1".utf8))
    }

    @Test func `an answer is handed over as it came`() async throws {
        let server = Self.answering(
            """
            HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 404 \r\nSet-Cookie: a=1\r\n\
            set-cookie:b=2  \r\nX-Empty:\r\nContent-Encoding: gzip\r\nX-Name: caf\u{E9}\r\n\
            Transfer-Encoding: chunked\r\nTrailer: X-Late\r\n\r\n3\r\n\u{1}\u{2}\u{3}\r\n0\r\nX-Late: 1\r\n\r\n
            """
        )
        defer { server.stop() }
        let answer = try await Exchange("GET", server.url, reach: .named).answer()
        #expect(answer.status == 404)
        #expect(answer.body == [1, 2, 3], "nothing is unpacked")
        #expect(
            answer.headers == [
                Header("Set-Cookie", "a=1"), Header("set-cookie", "b=2"), Header("X-Empty", ""),
                Header("Content-Encoding", "gzip"), Header("X-Name", "caf\u{E9}"),
                Header("Transfer-Encoding", "chunked"), Header("Trailer", "X-Late"),
            ]
        )
        #expect(answer[header: "SET-COOKIE"] == "a=1, b=2")
        #expect(answer[header: "x-empty"] == "")
        #expect(answer[header: "x-late"] == nil)
        let again = Self.telling()
        defer { again.stop() }
        let second = try await Exchange("GET", again.url, reach: .named).answer()
        #expect(!String(decoding: second.body, as: UTF8.self).contains("Cookie"))
    }

    @Test func `a connection is kept, and a new one made where the server has closed it`() async throws {
        let server = LoopbackServer { connection in
            for _ in 0..<3 {
                guard connection.request() != nil else { return }
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            }
        }
        defer { server.stop() }
        for method in ["GET", "POST", "GET", "POST", "GET", "POST", "GET"] {
            #expect(try await Exchange(method, server.url, reach: .named).answer().body.count == 2)
        }
        #expect(server.connections == 3)
    }

    @Test func `many at once are each answered with their own`() async throws {
        let server = Self.telling()
        defer { server.stop() }
        try await withThrowingTaskGroup { group in
            for number in 0..<40 {
                group.addTask {
                    let answer = try await Exchange("GET", "\(server.url)/\(number)", reach: .named).answer()
                    let text = String(decoding: answer.body, as: UTF8.self)
                    #expect(text.hasPrefix("GET /\(number) HTTP/1.1\r\n"))
                }
            }
            try await group.waitForAll()
        }
    }

    @Test(
        arguments: [
            Exchange("G T", "http://127.0.0.1:1", reach: .named),
            Exchange("GET\r\nX: 1", "http://127.0.0.1:1", reach: .named),
            Exchange("", "http://127.0.0.1:1", reach: .named),
            Exchange("HEAD", "http://127.0.0.1:1", body: [], reach: .named),
            Exchange("GET", "http://127.0.0.1:1/a b", reach: .named),
            Exchange("GET", "http://127.0.0.1:1/\r\nX: 1", reach: .named),
            Exchange("GET", "http://127.0.0.1:1/\u{E9}", reach: .named),
            Exchange("GET", "http://me:secret@127.0.0.1:1/", reach: .named),
            Exchange("GET", "http://me@127.0.0.1:1/", reach: .named),
            Exchange("GET", "127.0.0.1:1", reach: .named), Exchange("GET", "", reach: .named),
            Exchange("GET", "http://", reach: .named),
            Exchange("GET", "http://127.0.0.1:99999/", reach: .named),
            Exchange("GET", "file:///etc/passwd", reach: .named),
            Exchange("GET", "ftp://127.0.0.1:1/", reach: .named),
            Exchange("GET", "gopher://127.0.0.1:1/", reach: .named),
        ]
            + [
                "X Y", "", "X:", "X\r\n", "Host", "content-length", "Transfer-Encoding", "Connection",
                "Expect",
            ].map { Exchange("GET", "http://127.0.0.1:1", headers: [Header($0, "1")], reach: .named) }
            + ["a\r\nX: 1", "a\nb", "a\0b", "a\u{7F}"].map {
                Exchange("GET", "http://127.0.0.1:1", headers: [Header("X", $0)], reach: .named)
            }
    )
    func `what would be another request than was meant is not sent`(exchange: Exchange) async {
        let error = await #expect(throws: OutboundError.self) { try await exchange.answer() }
        #expect(error.isMalformed, "\(exchange): \(String(describing: error))")
    }

    @Test func `only what changes nothing is sent again where a redirect leads`() async {
        var exchange = Exchange("POST", "http://127.0.0.1:1", reach: .named)
        exchange.redirects = 1
        let error = await #expect(throws: OutboundError.self) { try await exchange.answer() }
        #expect(error.isMalformed, "\(String(describing: error))")
    }

    @Test func `no proxy of the environment's is asked`() async {
        await #expect(processExitsWith: .success) {
            let proxy = LoopbackServer { $0.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy") }
            let server = LoopbackServer { $0.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nserver") }
            for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
                setenv(name, proxy.url, 1)
            }
            setenv("no_proxy", "", 1)
            let answer = try await Exchange("GET", server.url, reach: .named).answer()
            #expect(answer.body == Array("server".utf8))
            #expect(proxy.connections == 0)
        }
    }

    /// Answers each request with itself.
    private static func telling() -> LoopbackServer {
        LoopbackServer { connection in
            while let request = connection.request() {
                let text = request.head + "\r\n\r\n" + String(decoding: request.body, as: UTF8.self)
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)")
            }
        }
    }

    private static func answering(_ answer: String) -> LoopbackServer {
        LoopbackServer { connection in
            _ = connection.request()
            connection.write(answer)
        }
    }
}

/// The heads that a server was sent.
private final class Heads: Sendable {
    private let heads = Mutex<[String]>([])

    var all: [String] { heads.withLock(\.self) }

    func add(_ head: String) { heads.withLock { $0.append(head) } }
}
