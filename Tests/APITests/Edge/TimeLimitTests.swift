// SPDX-License-Identifier: Apache-2.0
import API
import NIOCore
import TestSupport
import Testing

/// Clients that are slow, or stop, are let go; those that come meanwhile are not held up.
struct TimeLimitTests {
    private static var short: EdgeOptions {
        var options = EdgeOptions()
        options.headLimit = .milliseconds(300)
        options.bodyLimit = .milliseconds(300)
        options.uploadWindow = .milliseconds(300)
        options.uploadBytesPerWindow = 10_000
        options.drainLimit = .milliseconds(300)
        options.tick = .milliseconds(50)
        return options
    }

    @Test func `a silent connection is closed`() async throws {
        try await TestApp.run(edge: Self.short) { app in
            let connection = try RawConnection(port: app.client.port)
            #expect(await connection.read() == "")
        }
    }

    @Test func `a head that does not end is closed`() async throws {
        try await TestApp.run(edge: Self.short) { app in
            let connection = try RawConnection(port: app.client.port)
            await connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ")
            #expect(await connection.read() == "")
        }
    }

    @Test func `a connection that was answered and is then silent is closed`() async throws {
        try await TestApp.run(edge: Self.short) { app in
            let connection = try RawConnection(port: app.client.port)
            await connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try #require(await connection.read())
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func `a body that does not come is given up with 408`() async throws {
        try await TestApp.run(edge: Self.short) { app in
            let connection = try RawConnection(port: app.client.port)
            await connection.send(
                "POST /v1/enrolments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
            )
            let answer = try #require(await connection.read())
            #expect(answer.hasPrefix("HTTP/1.1 408 "), "\(answer.prefix(60))")
            #expect(answer.contains("body_timeout"))
        }
    }

    @Test func `an upload slower than the least rate is given up with 408, and stores nothing`() async throws
    {
        try await TestApp.run(edge: Self.short) { app in
            let fixture = try await app.draftRelease()
            let connection = try RawConnection(port: app.client.port)
            await connection.send(
                "PUT \(fixture.path)/files/a.csv HTTP/1.1\r\nHost: a\r\n"
                    + "Authorization: Bearer \(fixture.officer)\r\nContent-Type: text/csv\r\nContent-Length: 100000\r\n"
                    + "Content-Digest: sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:\r\n\r\na,b\n1,2\n"
            )
            let answer = try #require(await connection.read())
            #expect(answer.hasPrefix("HTTP/1.1 408 "), "\(answer.prefix(60))")
        }
    }

    @Test func `an answer before the body's end is followed by little more than itself`() async throws {
        try await TestApp.run(edge: Self.short) { app in
            let connection = try RawConnection(port: app.client.port)
            await connection.send(
                "POST /v1/enrolments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1000000000\r\n\r\n"
            )
            let sent = await connection.send([UInt8](repeating: 32, count: 50_000_000))
            #expect(sent < 50_000_000)
            #expect(try await app.client.get("/readyz").status == 200)
        }
    }

    @Test func `the answer before the body's end arrives`() async throws {
        try await TestApp.run(edge: Self.short) { app in
            let connection = try RawConnection(port: app.client.port)
            await connection.send(
                "POST /v1/enrolments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1000000000\r\n\r\n{"
            )
            let answer = try #require(await connection.read())
            #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer.prefix(60))")
            #expect(answer.lowercased().contains("connection: close"))
        }
    }
}
