// SPDX-License-Identifier: Apache-2.0

/// The peers that are believed when they say, in `X-Forwarded-For`, for whom they ask.
package struct TrustedProxies: Sendable {
    private let networks: [IPNetwork]

    /// This machine, where a proxy stands beside the server.
    package static let loopback = Self(networks: ["127.0.0.0/8", "::1"].compactMap(IPNetwork.init))

    private init(networks: [IPNetwork]) {
        self.networks = networks
    }

    /// Reads addresses and networks, as `192.0.2.7` and `2001:db8::/32`, and the words `loopback` and `none`.
    ///
    /// `nil` when one of them is something else.
    package init?(_ texts: [String]) {
        var networks: [IPNetwork] = []
        for text in texts where text != "none" {
            if text == "loopback" {
                networks += Self.loopback.networks
            } else {
                guard let network = IPNetwork(text) else { return nil }
                networks.append(network)
            }
        }
        self.networks = networks
    }

    func contains(_ address: IPAddress) -> Bool {
        networks.contains { $0.contains(address) }
    }
}
