// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

extension Edge {
    /// Notes one answer, in the log and in the metrics.
    func answered(
        _ method: HTTPRequest.Method,
        route: Int?,
        subject: String? = nil,
        status: HTTPResponse.Status,
        requestID: String,
        traceID: @autoclosure () -> String?,
        since start: ContinuousClock.Instant
    ) {
        let (seconds, attoseconds) = start.duration(to: .now).components
        let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        metrics.answered(method, route: route, status: status.code, nanoseconds: nanoseconds)
        guard log.isOn else { return }
        log.answered(
            method,
            route: route,
            subject: subject,
            status: status.code,
            requestID: requestID,
            traceID: traceID(),
            microseconds: nanoseconds / 1000
        )
    }

    /// Notes an answer that the guard gave.
    func answered(_ exchange: Exchange, _ status: HTTPResponse.Status, requestID: String) {
        answered(
            exchange.head.method,
            route: route(of: exchange),
            status: status,
            requestID: requestID,
            traceID: TraceContext(traceparent: exchange.head.headerFields[.traceparent])?.traceID,
            since: exchange.start
        )
    }

    private func route(of exchange: Exchange) -> Int? {
        if case .memory = exchange.answerer { return memoryRoute?.number }
        return exchange.head.path.flatMap { route(exchange.head.method, $0) }
    }

    /// The route of a request target, if it has one.
    func route(_ method: HTTPRequest.Method, _ target: String) -> Int? {
        guard case .route(let number, _) = index.match(method, target.prefix { $0 != "?" }) else {
            return nil
        }
        return number
    }
}
