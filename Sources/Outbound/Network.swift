// SPDX-License-Identifier: Apache-2.0

/// The addresses that begin alike: `10.0.0.0/8`, `2001:db8::/32`.
package struct Network: Hashable, Sendable {
    private let first: IPAddress
    private let length: Int

    /// Reads an address, a slash and how many bits of it count; `nil` when a bit behind those is set.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = IPAddress(String(parts[0])),
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(parts[1]),
            length <= first.family.rawValue
        else { return nil }
        self.first = first
        self.length = length
        guard prefix(of: first) << hidden == first.bits else { return nil }
    }

    package func contains(_ address: IPAddress) -> Bool {
        address.family == first.family && prefix(of: address) == prefix(of: first)
    }

    private var hidden: Int { first.family.rawValue - length }

    private func prefix(of address: IPAddress) -> UInt128 { address.bits >> hidden }
}

extension Network: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let network = Network(text) else { preconditionFailure("\(text) is no network") }
        self = network
    }
}

extension Network {
    static let loopback: [Network] = ["127.0.0.0/8", "::1/128"]

    /// IPv6 that IANA gives out; everything else of IPv6 is local, reserved or of no use.
    static let unicast: Network = "2000::/3"

    /// NAT64 (RFC 6052): the last 32 bits are an address of IPv4.
    static let translated: Network = "64:ff9b::/96"

    /// What is no address of the world's, by IANA's registries of special-purpose addresses (RFC 6890).
    static let special: [Network] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
        // The metadata services of clouds are in the first of these.
        "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
        "240.0.0.0/4",
        // Azure's, which answers machines of that cloud on a public address.
        "168.63.129.16/32",
        // Of IPv6 no more than what is in `unicast`: protocols with Teredo and ORCHID, documentation, 6to4.
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    ]
}
