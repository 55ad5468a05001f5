// SPDX-License-Identifier: Apache-2.0

/// Why there is no answer.
package enum OutboundError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The exchange itself is at fault; nothing was sent.
    case malformed(String)
    /// The address is one that whoever named it may not have reached; no byte was sent there.
    case inner(String)
    /// The same of an address elsewhere, without TLS.
    case notEncrypted(String)
    case unknownName
    case unreachable(String)
    /// The certificate is not for this host, or nobody who is trusted vouches for it.
    case untrusted(String)
    case late
    /// Of the body or of the head.
    case tooLong
    /// Further than is followed, or to another scheme.
    case redirected(String)
    /// The connection ended in the middle, or what came is not HTTP.
    case broken(String)

    package var description: String {
        switch self {
        case .malformed(let fault): "the request cannot be sent: \(fault)"
        case .inner(let address): "the name leads to \(address), which is no public address"
        case .notEncrypted(let address):
            "the name leads to \(address), which is asked over https only: http is for this machine"
        case .unknownName: "the name is not known: is it spelt right, and does DNS answer?"
        case .unreachable(let detail): "nobody answers there: \(detail)"
        case .untrusted(let detail):
            "the certificate is not trusted: \(detail). One of an authority of your own has to be among the system's"
        case .late: "no whole answer came in time"
        case .tooLong: "the answer is longer than it may be"
        case .redirected(let detail): "the answer leads on, where it is not followed: \(detail)"
        case .broken(let detail): "the answer broke off, or is not HTTP: \(detail)"
        }
    }
}
