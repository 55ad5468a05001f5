// SPDX-License-Identifier: Apache-2.0

/// How much may be under way at once: for all together, and for each client.
package struct Shares: Sendable {
    package struct Bound: Sendable {
        /// Requests at work: from the end of their body to the beginning of their answer.
        package var requests: Int
        /// Bodies that arrive, and answers too large to be sent at once; they wait for clients, and keep
        /// nobody else waiting.
        package var transfers: Int

        package init(requests: Int, transfers: Int) {
            self.requests = requests
            self.transfers = transfers
        }
    }

    package var total = Bound(requests: 256, transfers: 2000)
    package var organisation = Bound(requests: 128, transfers: 256)
    package var person = Bound(requests: 32, transfers: 32)
    package var address = Bound(requests: 64, transfers: 128)

    package init() {}

    func bound(of client: Client) -> Bound {
        switch client {
        case .everybody: total
        case .organisation: organisation
        case .person: person
        case .address: address
        }
    }
}
