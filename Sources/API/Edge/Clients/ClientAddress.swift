// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import NIOCore

/// Who a request comes from, as far as its address says.
enum ClientAddress {
    /// The peer's; of a trusted proxy, the last that it names in `X-Forwarded-For` and that is not trusted.
    ///
    /// What stands before that is the client's own word, and what cannot be read is charged to whoever passed
    /// it on. `nil` for a trusted program on this machine that speaks for itself.
    static func of(_ head: HTTPRequest, from peer: SocketAddress?, trusting proxies: TrustedProxies)
        -> String?
    {
        guard let peer = peer.flatMap({ IPAddress($0) }) else { return nil }
        guard proxies.contains(peer) else { return peer.client }
        guard let forwarded = head.headerFields[.forwardedFor] else {
            return TrustedProxies.loopback.contains(peer) ? nil : peer.client
        }
        var client = peer
        for text in forwarded.split(separator: ",").reversed() {
            guard let named = IPAddress(text.filter { $0 != " " && $0 != "\t" }) else { break }
            client = named
            guard proxies.contains(named) else { break }
        }
        return client.client
    }
}
