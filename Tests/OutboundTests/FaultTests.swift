// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import Outbound

/// Servers that lie, stop in the middle, or do not end.
@Suite struct FaultTests {
    @Test(
        arguments: [
            "", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Le", "garbage\r\n\r\n", "\0\0\0\0",
            "HTTP/9.9 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive.",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfi",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        ]
    )
    func `an answer that breaks off or is not HTTP is none`(answer: String) async {
        let error = await Self.error(of: answer)
        #expect(error.isBroken, "\(answer): \(String(describing: error))")
    }

    @Test func `an answer that is too long is none, however it says its length`() async throws {
        let piece = String(repeating: "x", count: 1000)
        for answer in [
            "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n\(piece)x",
            "HTTP/1.1 200 OK\r\n\r\n\(piece)x",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n\(piece)x\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        ] {
            #expect(await Self.error(of: answer, bytes: 1000) == .tooLong, "\(answer.prefix(60))")
        }
        #expect(
            await Self.error(of: "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n\(piece)", bytes: 1000)
                == nil
        )
        let nothing = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        #expect(await Self.error(of: nothing, bytes: 0) == nil)
    }

    @Test func `a body or a head without end is cut off`() async {
        let piece = String(repeating: "x", count: 3000)
        for (beginning, rest) in [
            ("HTTP/1.1 200 OK\r\n\r\n", piece),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "bb8\r\n\(piece)\r\n"),
            ("HTTP/1.1 200 OK\r\n", "X-More: \(piece)\r\n"), ("HTTP/1.1 200 OK\r\nX-More: ", piece),
            ("", "HTTP/1.1 103 Early Hints\r\nX: \(piece)\r\n\r\n"),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X-Trailer: \(piece)\r\n"),
        ] {
            let server = LoopbackServer { connection in
                guard connection.request() != nil, connection.write(beginning) else { return }
                while connection.write(rest) {}
            }
            defer { server.stop() }
            let error = await #expect(throws: OutboundError.self, "\(beginning)") {
                try await Exchange("GET", server.url, reach: .named).answer()
            }
            switch error {
            case .tooLong: break
            // A single line without end is one that libcurl gives up by itself.
            case .broken: #expect(beginning.hasSuffix("X-More: "))
            default: Issue.record("\(beginning): \(String(describing: error))")
            }
        }
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfo"])
    func `who falls silent is not waited for longer than was said`(beginning: String) async {
        let server = LoopbackServer { connection in
            _ = connection.request()
            connection.write(beginning)
            connection.outlast()
        }
        defer { server.stop() }
        var exchange = Exchange("GET", server.url, reach: .named)
        for short in [Duration.milliseconds(100), .zero] {
            exchange.limits.total = short
            await #expect(throws: OutboundError.late) { try await exchange.answer() }
        }
        exchange.limits.total = .seconds(60)
        exchange.limits.silence = .seconds(1)
        await #expect(throws: OutboundError.late) { try await exchange.answer() }
    }

    @Test func `nobody there, and no such name, are told apart`() async throws {
        let server = LoopbackServer { _ in }
        server.stop()
        let refused = await #expect(throws: OutboundError.self) {
            try await Exchange("GET", "http://127.0.0.1:1/", reach: .named).answer()
        }
        #expect(refused.isUnreachable, "\(String(describing: refused))")
        await #expect(throws: OutboundError.unknownName) {
            try await Exchange("GET", "https://nobody.invalid/", reach: .stranger()).answer()
        }
    }

    @Test func `what a server says cannot write on a terminal`() async {
        let error = await Self.error(of: "HTTP/1.1 200 OK\r\nTransfer-Encoding: \u{1B}[31mred\u{7}\r\n\r\nx")
        let text = error.map(\.description) ?? ""
        #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(text.debugDescription)")
    }

    private static func error(of answer: String, bytes: Int = 1000) async -> OutboundError? {
        let server = LoopbackServer { connection in
            _ = connection.request()
            connection.write(answer)
        }
        defer { server.stop() }
        var exchange = Exchange("GET", server.url, reach: .named)
        exchange.limits.bytes = bytes
        do {
            _ = try await exchange.answer()
            return nil
        } catch {
            return error as? OutboundError
        }
    }
}
