// SPDX-License-Identifier: Apache-2.0
import CoreMetrics
import HTTPTypes
import Synchronization

/// Times each answer by route and class of status, and counts those that a limit gave.
final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        let route: Int?
        let isHead: Bool
        let statusClass: Int
    }

    private let timers = Mutex<[Key: CoreMetrics.Timer]>([:])
    private let routes: [Route]
    private let factory: any MetricsFactory
    /// From the start, so that the first one is seen as an increase.
    private let limited: [Int: Counter]
    private let reached: [String: Counter]

    /// What a client is answered that ran into a limit: of time, size, rate, work under way, the disk.
    private static let limits = [408, 413, 429, 503, 507]

    init(_ routes: [Route], factory: any MetricsFactory) {
        self.routes = routes
        self.factory = factory
        limited = Dictionary(
            uniqueKeysWithValues: Self.limits.map { status in
                (
                    status,
                    Counter(
                        label: "teahouse_limited_total",
                        dimensions: [("status", "\(status)")],
                        factory: factory
                    )
                )
            }
        )
        reached = Dictionary(
            uniqueKeysWithValues: SpentLimit.names.map { name in
                (
                    name,
                    Counter(
                        label: "teahouse_limit_hits_total",
                        dimensions: [("limit", name)],
                        factory: factory
                    )
                )
            }
        )
    }

    /// Counts that somebody ran into a limit, if it was one.
    func reached(_ limit: SpentLimit?) {
        if let limit { reached[limit.name]?.increment() }
    }

    func answered(_ method: HTTPRequest.Method, route: Int?, status: Int, nanoseconds: Int64) {
        let key = Key(route: route, isHead: method == .head, statusClass: status / 100)
        let timer = timers.withLock { timers in
            if let known = timers[key] { return known }
            let made = make(key)
            timers[key] = made
            return made
        }
        timer.recordNanoseconds(nanoseconds)
        limited[status]?.increment()
    }

    private func make(_ key: Key) -> CoreMetrics.Timer {
        let route = key.route.map { routes[$0] }
        return CoreMetrics.Timer(
            label: "teahouse_http_request_duration_seconds",
            dimensions: [
                ("method", key.isHead ? "HEAD" : route?.method.rawValue ?? "-"),
                ("route", route?.path ?? "-"),
                ("status", "\(key.statusClass)xx"),
            ],
            factory: factory
        )
    }
}
