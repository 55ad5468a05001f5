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
    let admission: Admission
    /// The tickets of what is under way.
    let tickets = Tickets()
    let bearers = Bearers()
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
        admission = Admission(options.shares)
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

    /// How many requests are at work.
    package var requestsInFlight: Int { admission.current(.requests) }

    /// How many bodies and large answers are on their way.
    package var transfers: Int { admission.current(.transfers) }

    /// Whether a request is one of those that are answered however busy the server is.
    static func isProbe(_ head: HTTPRequest) -> Bool {
        head.path == "/healthz" || head.path == "/readyz" || head.path == "/metrics"
    }
}
