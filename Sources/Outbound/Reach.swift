// SPDX-License-Identifier: Apache-2.0

/// Which addresses an exchange may come to, by who named the host.
///
/// It is asked where a socket is made, about the very address that is then connected to, and once more
/// before a request goes over a connection that was kept. How the address was written, how many a name
/// has, and what it leads to a moment later make no difference.
package enum Reach: Sendable {
    /// Whoever runs the program named it: every address.
    case named
    /// Somebody else named it: public addresses, and the networks that the operator opened.
    case stranger(open: [Network] = [])

    /// Why `address` may not be reached; `nil` when it may.
    ///
    /// - Parameter isPlain: Without TLS, when only this machine may be.
    func refusal(of address: IPAddress, isPlain: Bool) -> OutboundError? {
        if case .stranger(let open) = self, !address.isPublic, !open.contains(where: { $0.contains(address) })
        {
            return .inner(address.description)
        }
        return isPlain && !address.isLoopback ? .notEncrypted(address.description) : nil
    }
}
