// SPDX-License-Identifier: Apache-2.0

/// One request to a server somewhere else, and what may come back.
///
/// It goes out over HTTP/1.1, past every proxy that the environment names, without cookies and without the
/// user's `.netrc`, and over TLS of at least 1.2 whose certificate is checked. Without TLS no address is
/// reached but this machine's own. An answer is handed over as it came: nothing is unpacked.
package struct Exchange: Sendable {
    /// As it is sent: `GET`, `PUT`.
    package var method: String
    /// From `https://` or `http://` on, percent-encoded, and without a user.
    package var url: String
    /// What the exchange itself says, such as `Host` and `Content-Length`, cannot be among them.
    package var headers: [Header]
    /// Nothing is sent when it is `nil`; with an empty one, a `Content-Length` of 0.
    package var body: [UInt8]?
    /// Who named the host, and so which addresses it may lead to.
    package var reach: Reach
    package var limits: Limits
    /// How many redirects are followed, of `GET` and `HEAD` alone.
    ///
    /// Each keeps to the scheme and within `reach`; with none, the answer is the redirect itself.
    package var redirects = 0

    /// The file of authorities that certificates are checked by, when not the system's.
    var authorities: String?
    /// Where a name leads, `name:port:address`, instead of asking the resolver.
    var resolved: String?

    package init(
        _ method: String,
        _ url: String,
        headers: [Header] = [],
        body: [UInt8]? = nil,
        reach: Reach,
        limits: Limits = Limits()
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.reach = reach
        self.limits = limits
    }

    /// The whole answer, whatever its status.
    ///
    /// Whoever is cancelled goes on at once, and the connection is closed.
    ///
    /// - Throws: ``OutboundError``, `CancellationError`.
    package func answer() async throws -> Answer {
        try await Transfers.shared.answer(to: try Transfer(self))
    }
}

/// A line of a request's or an answer's head.
package struct Header: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// How much and how long an exchange may take.
package struct Limits: Hashable, Sendable {
    /// Bytes of the answer's body; a longer answer is an error.
    package var bytes = 64 << 10
    /// Until there is a connection, with TLS.
    package var connecting: Duration = .seconds(5)
    /// Without a byte in either direction once there is a connection; in whole seconds.
    package var silence: Duration = .seconds(30)
    /// From the first look-up to the last byte.
    package var total: Duration = .seconds(30)

    /// Bytes of all lines of a head; more are an error as well.
    static let head = 64 << 10

    package init() {}
}
