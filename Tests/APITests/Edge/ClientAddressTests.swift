// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import NIOCore
import Testing

@testable import API

/// Whose word counts for where a request comes from.
struct ClientAddressTests {
    private static func client(_ peer: String, _ forwarded: String? = nil, trusting proxies: [String]? = nil)
        throws -> String?
    {
        var head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")
        if let forwarded { head.headerFields[.forwardedFor] = forwarded }
        let trusted = try proxies.map { try #require(TrustedProxies($0)) } ?? .loopback
        return ClientAddress.of(
            head,
            from: try SocketAddress(ipAddress: peer, port: 1),
            trusting: trusted
        )
    }

    @Test func `only a trusted proxy is believed, and of what it passes on only the last word`() throws {
        #expect(try Self.client("192.0.2.1", "203.0.113.9") == "192.0.2.1")
        #expect(try Self.client("127.0.0.1", "198.51.100.7, 203.0.113.9") == "203.0.113.9")
        #expect(try Self.client("127.0.0.1", "203.0.113.9,not an address") == "127.0.0.1")
        #expect(try Self.client("127.0.0.1", "203.0.113.9", trusting: ["none"]) == "127.0.0.1")
        #expect(try Self.client("10.0.0.7", "203.0.113.9", trusting: ["10.0.0.0/8"]) == "203.0.113.9")
        #expect(try Self.client("11.0.0.7", "203.0.113.9", trusting: ["10.0.0.0/8"]) == "11.0.0.7")
    }

    @Test func `a row of trusted proxies is followed to the first that is not`() throws {
        let forwarded = "192.0.2.66, 203.0.113.9, 10.0.0.8"
        let trusted = ["loopback", "10.0.0.0/8"]
        #expect(try Self.client("127.0.0.1", forwarded, trusting: trusted) == "203.0.113.9")
        #expect(try Self.client("10.0.0.9", "10.0.0.8", trusting: trusted) == "10.0.0.8")
    }

    @Test func `a program on this machine speaks for itself, unless nobody is trusted`() throws {
        #expect(try Self.client("127.0.0.1") == nil)
        #expect(try Self.client("::1") == nil)
        #expect(try Self.client("::ffff:127.0.0.1") == nil)
        #expect(try Self.client("127.0.0.1", trusting: ["none"]) == "127.0.0.1")
        #expect(try Self.client("10.0.0.9", trusting: ["10.0.0.9"]) == "10.0.0.9")
    }

    @Test func `an address of version 6 counts with its 64 bits, one that is mapped as version 4`() throws {
        #expect(try Self.client("2001:db8:1:2::1") == "6:20:1:d:b8:0:1:0:2")
        #expect(try Self.client("2001:db8:1:2:ffff::9") == Self.client("2001:db8:1:2::1"))
        #expect(try Self.client("2001:db8:1:3::1") != Self.client("2001:db8:1:2::1"))
        #expect(try Self.client("::ffff:192.0.2.1") == "192.0.2.1")
    }

    @Test func `networks have a length that fits, and every bit of it counts`() throws {
        for text in ["192.0.2.0/33", "2001:db8::/129", "192.0.2.0/", "192.0.2.0/-1", "host", "", "1.2.3.4:5"]
        {
            #expect(TrustedProxies([text]) == nil, "\(text)")
        }
        for (peer, isTrusted) in [("192.0.2.127", true), ("192.0.2.128", false)] {
            let client = try Self.client(peer, "203.0.113.9", trusting: ["192.0.2.0/25"])
            #expect((client == "203.0.113.9") == isTrusted, "\(peer)")
        }
        #expect(try Self.client("2001:db8::5", "203.0.113.9", trusting: ["2001:db8::/32"]) == "203.0.113.9")
    }
}
