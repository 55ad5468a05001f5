// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

extension Edge {
    /// What the rates say of a request; `nil` when none applies to it.
    ///
    /// Whoever shows a good token is one person with whatever token and from wherever. Everybody else is an
    /// address, whatever they show.
    func rate(_ head: HTTPRequest, of bearer: Bearer?, from address: String?) -> RateLimiter.Allowance? {
        guard let limiter, let rates = options.rates, !Self.isProbe(head) else { return nil }
        if let bearer { return limiter.take(rates.person, of: "\(bearer.person)") }
        guard let address else { return nil }
        let failures = limiter.take(rates.failures, of: address, peeking: true)
        return failures.isAllowed ? limiter.take(rates.address, of: address) : failures
    }

    /// Remembers that a client at `address` showed a token or a code that is not valid.
    func failed(_ head: HTTPRequest, at address: String?) {
        bearers.forget(head)
        guard let limiter, let rates = options.rates, let address else { return }
        _ = limiter.take(rates.failures, of: address)
    }

    /// The token with this hash was found to speak for `bearer`, who is charged with the request if the guard
    /// did not know that.
    ///
    /// - Throws: `ProblemDetails` of 429 when the person's rate or a share is spent.
    func signedIn(_ bearer: Bearer, by hash: [UInt8], _ ticket: Ticket?) throws(ProblemDetails) {
        bearers.learn(bearer, by: hash)
        guard let ticket, ticket.lacksBearer else { return }
        let allowance = options.rates.flatMap { limiter?.take($0.person, of: "\(bearer.person)") }
        do throws(SpentShare) {
            try ticket.charge(to: bearer, allowance)
        } catch {
            throw error.refusal
        }
        if let allowance, !allowance.isAllowed { throw allowance.refusal }
    }
}
