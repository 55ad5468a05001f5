// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Store

/// For whom the tokens speak that were good of late, so that a request is charged to its person before it
/// costs a query.
///
/// It gives nobody a right: each request signs in anew, and what that says is kept here.
final class Bearers: Sendable {
    private let known = BoundedCache<[UInt8], Bearer>(byteLimit: 16 << 20, overhead: 256) {
        $0.organisations.count * 16
    }

    /// `nil` for a request without a token, and for one whose token nobody has shown of late.
    func bearer(of head: HTTPRequest) -> Bearer? {
        Self.hash(of: head).flatMap { known.value($0) }
    }

    /// The token with this hash is good, and speaks for `bearer`.
    func learn(_ bearer: Bearer, by hash: [UInt8]) {
        guard known.value(hash) != bearer else { return }
        known.keep(bearer, for: hash)
    }

    /// The token of a request is not good any more.
    func forget(_ head: HTTPRequest) {
        if let hash = Self.hash(of: head) { known.remove(hash) }
    }

    private static func hash(of head: HTTPRequest) -> [UInt8]? {
        head.headerFields[.authorization].flatMap(TokenText.init(authorization:))?.hash
    }
}
