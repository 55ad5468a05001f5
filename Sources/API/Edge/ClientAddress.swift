// SPDX-License-Identifier: Apache-2.0
import CNIOLinux
import HTTPTypes
import NIOCore
import SwiftGlibc

/// Who a request comes from, as far as rates are concerned.
enum ClientAddress {
    /// The address of the peer, or the last one that a proxy on this machine names in `X-Forwarded-For`;
    /// `nil` for a program on this machine that speaks for itself.
    ///
    /// An IPv6 address counts with its whole /64.
    static func of(_ head: HTTPRequest, from peer: SocketAddress?) -> String? {
        guard let peer, let address = peer.ipAddress else { return nil }
        guard isLoopback(address) else { return network(address) }
        guard let forwarded = HTTPField.Name("X-Forwarded-For").flatMap({ head.headerFields[$0] }) else {
            return nil
        }
        let last = forwarded.split(separator: ",").last.map { $0.filter { $0 != " " } } ?? ""
        guard let named = try? SocketAddress(ipAddress: last, port: 0), let text = named.ipAddress else {
            return nil
        }
        return network(text)
    }

    private static func isLoopback(_ address: String) -> Bool {
        address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.")
    }

    private static func network(_ address: String) -> String {
        guard address.contains(":"), let parsed = try? SocketAddress(ipAddress: address, port: 0),
            case .v6(let v6) = parsed
        else { return address }
        return withUnsafeBytes(of: v6.address.sin6_addr) { bytes in
            "6:" + bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
        }
    }
}
