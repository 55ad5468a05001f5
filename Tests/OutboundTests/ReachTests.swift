// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import Outbound

/// How an address is written, what a name leads to and where a redirect goes: judged is what is connected to.
@Suite struct ReachTests {
    @Test(
        arguments: [
            "127.0.0.1", "127.1", "127.0.1", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "2130706433",
            "017700000001", "0", "0.0.0.0", "localhost", "LOCALHOST", "localhost.", "a.localhost",
            "127.0.0.1.",
            "%31%32%37.0.0.1", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
            "[64:ff9b::7f00:1]", "[2002:7f00:1::1]", "[fe80::1]", "[fd00:ec2::254]", "10.0.0.1",
            "169.254.169.254", "168.63.129.16", "100.100.100.200", "192.168.0.1",
        ]
    )
    func `a stranger's host that is an inner address is not reached, however it is written`(
        host: String
    ) async throws {
        let server = LoopbackServer { $0.outlast() }
        defer { server.stop() }
        for scheme in ["https", "http"] {
            var exchange = Exchange("GET", "\(scheme)://\(host):\(server.port)/", reach: .stranger())
            exchange.limits.connecting = .seconds(2)
            let error = await #expect(throws: OutboundError.self) { try await exchange.answer() }
            switch error {
            case .inner: break
            // Some spellings are no name, or one that nobody knows.
            case .malformed, .unknownName: #expect(!["127.0.0.1", "localhost", "[::1]"].contains(host))
            default: Issue.record("\(host): \(String(describing: error))")
            }
        }
        #expect(server.connections == 0)
    }

    @Test(arguments: ["127.0.0.1", "10.0.0.1,127.0.0.1", "[::1],127.0.0.1", "[::ffff:127.0.0.1]"])
    func `a name that leads inside is not reached, whichever of its addresses is`(
        addresses: String
    ) async throws {
        let server = LoopbackServer { $0.outlast() }
        defer { server.stop() }
        var exchange = Exchange("GET", "https://hook.example:\(server.port)/", reach: .stranger())
        exchange.resolved = "hook.example:\(server.port):\(addresses)"
        let error = await #expect(throws: OutboundError.self) { try await exchange.answer() }
        #expect(error.isInner, "\(String(describing: error))")
        #expect(server.connections == 0)
    }

    @Test func `without TLS nobody elsewhere is asked, whoever named the host`() async throws {
        var exchange = Exchange("GET", "http://server.example:80/", reach: .named)
        exchange.resolved = "server.example:80:192.0.2.1"
        await #expect(throws: OutboundError.notEncrypted("192.0.2.1")) { try await exchange.answer() }
    }

    @Test func `a connection that was kept for one is judged anew for another`() async throws {
        let server = LoopbackServer { connection in
            while connection.request() != nil {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            }
        }
        defer { server.stop() }
        for _ in 0..<2 {
            #expect(try await Exchange("GET", server.url, reach: .named).answer().status == 200)
        }
        #expect(server.connections == 1)
        await #expect(throws: OutboundError.inner("127.0.0.1")) {
            try await Exchange("GET", server.url, reach: .stranger()).answer()
        }
        #expect(try await Exchange("GET", server.url, reach: .named).answer().status == 200)
    }

    @Test func `a redirect is the answer, unless it is to be followed`() async throws {
        let target = LoopbackServer(Self.answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere"))
        let server = LoopbackServer(Self.leading(to: target.url + "/x"))
        defer { [target, server].forEach { $0.stop() } }
        let reach = Reach.stranger(open: ["127.0.0.1/32"])
        var exchange = Exchange("GET", server.url, headers: [Header("Authorization", "x")], reach: reach)
        let answer = try await exchange.answer()
        #expect(answer.status == 302)
        #expect(answer[header: "location"] == target.url + "/x")
        #expect(target.connections == 0)

        exchange.redirects = 1
        let followed = try await exchange.answer()
        #expect(followed.status == 200)
        #expect(followed.body == Array("here".utf8))
        #expect(followed[header: "location"] == nil, "the lines of the last answer")
    }

    @Test func `a redirect leads neither inside, nor to another scheme, nor round and round`() async throws {
        let server = LoopbackServer { $0.outlast() }
        let inner = LoopbackServer(address: "127.0.0.2", port: server.port) { $0.outlast() }
        defer { [server, inner].forEach { $0.stop() } }
        let reach = Reach.stranger(open: ["127.0.0.1/32"])
        for (location, isInner) in [
            ("http://127.0.0.2:\(inner.port)/", true), ("//127.0.0.2:\(inner.port)/", true),
            ("http://169.254.169.254/latest/meta-data/", true),
            ("http://[::ffff:127.0.0.2]:\(inner.port)/", true),
            ("https://127.0.0.2:\(inner.port)/", false), ("file:///etc/passwd", false),
            ("ftp://127.0.0.2:\(inner.port)/", false), ("gopher://127.0.0.2:\(inner.port)/_x", false),
            ("http://a:b@127.0.0.1:\(server.port)/", false),
        ] {
            let leading = LoopbackServer(Self.leading(to: location))
            defer { leading.stop() }
            var exchange = Exchange("GET", leading.url, reach: reach)
            exchange.redirects = 3
            let error = await #expect(throws: OutboundError.self) { try await exchange.answer() }
            switch error {
            case .inner: #expect(isInner, "\(location)")
            case .redirected: #expect(!isInner, "\(location)")
            default: Issue.record("\(location): \(String(describing: error))")
            }
        }
        #expect(server.connections == 0)
        #expect(inner.connections == 0)

        let round = LoopbackServer(Self.leading(to: "/"))
        defer { round.stop() }
        var exchange = Exchange("GET", round.url, reach: reach)
        exchange.redirects = 3
        let error = await #expect(throws: OutboundError.self) { try await exchange.answer() }
        #expect(error.isRedirected, "\(String(describing: error))")
        #expect(round.connections == 4)
    }

    /// A redirect does not take a secret along to another server.
    @Test func `what signs in goes to the server that was named alone`() async throws {
        let target = LoopbackServer { connection in
            let head = connection.request()?.head ?? ""
            let said = head.lowercased().contains("authorization") || head.lowercased().contains("cookie")
            connection.write(
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\n\(said ? 1 : 0)"
            )
        }
        let server = LoopbackServer(Self.leading(to: target.url))
        defer { [target, server].forEach { $0.stop() } }
        let secrets = [Header("Authorization", "Bearer x"), Header("Cookie", "a=b")]
        var exchange = Exchange("GET", server.url, headers: secrets, reach: .named)
        exchange.redirects = 1
        #expect(try await exchange.answer().body == Array("0".utf8))
    }

    private static func answering(_ answer: String) -> @Sendable (LoopbackConnection) -> Void {
        { connection in
            _ = connection.request()
            connection.write(answer)
        }
    }

    private static func leading(to location: String) -> @Sendable (LoopbackConnection) -> Void {
        answering(
            "HTTP/1.1 302 Found\r\nLocation: \(location)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
    }
}
