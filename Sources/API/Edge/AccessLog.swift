// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Logging

/// One line a request, at level info: the route's template, the status, ids and microseconds; never a
/// query, a header or a body.
struct AccessLog: Sendable {
    let logger: Logger
    let routes: [Route]

    /// Whether lines are wanted at all, so that nothing is put together for nobody.
    var isOn: Bool { logger.logLevel <= .info }

    func answered(
        _ method: HTTPRequest.Method,
        route: Int?,
        subject: String? = nil,
        status: Int,
        requestID: String,
        traceID: String?,
        microseconds: Int64
    ) {
        var metadata: Logger.Metadata = [
            "method": .string(Self.name(of: method)),
            "route": .string(route.map { routes[$0].path } ?? "-"),
            "status": .stringConvertible(status),
            "request": .string(requestID),
            "us": .stringConvertible(microseconds),
        ]
        if let subject { metadata["subject"] = .string(subject) }
        if let traceID { metadata["trace"] = .string(traceID) }
        logger.info("request", metadata: metadata)
    }

    /// A method is a word of the client's; only those that are known are worth a word in the log.
    private static func name(of method: HTTPRequest.Method) -> String {
        switch method {
        case .get, .head, .post, .put, .patch, .delete, .options: method.rawValue
        default: "other"
        }
    }
}
