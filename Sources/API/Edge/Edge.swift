// SPDX-License-Identifier: Apache-2.0
import CoreMetrics
import HTTPTypes
import Logging
import NIOCore
import Synchronization

/// What all connections share at the edge: the limits, who is under way, and the answers
/// that are ready in memory.
package final class Edge: Sendable {
    package let options: EdgeOptions
    let routes: [Route]
    let index: RouteIndex
    let inFlight: InFlight
    let limiter: RateLimiter?
    let checks: HeadChecks
    let publications: PublicationCache
    /// The route that memory answers for.
    let memoryRoute: MemoryRoute?
    let log: AccessLog
    let metrics: RequestMetrics
    private let draining = Atomic(false)

    package init(
        _ options: EdgeOptions,
        publications: PublicationCache,
        metrics factory: any MetricsFactory,
        logger: Logger
    ) {
        self.options = options
        routes = RouteTable.all
        index = RouteIndex(routes)
        inFlight = InFlight(limit: options.inFlightLimit)
        limiter = options.rates.map { _ in RateLimiter() }
        checks = HeadChecks(hosts: options.hosts)
        self.publications = publications
        log = AccessLog(logger: logger, routes: routes)
        metrics = RequestMetrics(routes, factory: factory)
        memoryRoute = MemoryRoute(routes)
    }

    /// Whether the server is about to stop: it is not ready any more, and connections
    /// end with their next answer.
    package var isDraining: Bool { draining.load(ordering: .relaxed) }

    package func drain() {
        draining.store(true, ordering: .relaxed)
    }

    /// How many requests are under way.
    package var requestsInFlight: Int { inFlight.current }

    /// Whether a request is one of those that are answered however busy the server is.
    static func isProbe(_ head: HTTPRequest) -> Bool {
        head.path == "/healthz" || head.path == "/readyz" || head.path == "/metrics"
    }

    /// What the rates say of a request; `nil` when none applies to it.
    func rate(_ head: HTTPRequest, from address: String?) -> RateLimiter.Allowance? {
        guard let limiter, let rates = options.rates, !Self.isProbe(head) else { return nil }
        if let address {
            let failures = limiter.take(rates.failures, of: address, peeking: true)
            guard failures.isAllowed else { return failures }
        }
        if let token = head.headerFields[.authorization] { return limiter.take(rates.token, of: token) }
        return address.map { limiter.take(rates.address, of: $0) }
    }

    /// Remembers that a client at `address` showed a token or a code that is not valid.
    func failed(at address: String?) {
        guard let limiter, let rates = options.rates, let address else { return }
        _ = limiter.take(rates.failures, of: address)
    }
}
