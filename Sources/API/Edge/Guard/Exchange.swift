// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import NIOCore

/// One request and its answer, as the guard of the connection sees them.
struct Exchange {
    /// Who answers.
    enum Answerer {
        /// The framework and the routes behind it, with the request's place among those under way.
        case routes(Ticket)
        /// The guard, with a document from memory, once the request has ended.
        case memory(RenderedDocument)
        /// The guard, with a refusal, once the request has ended.
        case refusal(ProblemDetails)
        /// The guard has answered; whatever else comes for this request goes nowhere.
        case done
    }

    let head: HTTPRequest
    let isUpload: Bool
    let address: String?
    let allowance: RateLimiter.Allowance?
    let startedAt: NIODeadline
    let start = ContinuousClock.now
    var answerer: Answerer
    /// The request's last byte has arrived.
    var hasEnded = false
    /// The answer's head is on its way.
    var isAnswered = false
    /// The connection ends with this answer.
    var closes = false
    /// The bytes of the body that arrived since `windowAt`.
    var windowBytes = 0
    var windowAt: NIODeadline

    init(
        _ head: HTTPRequest,
        isUpload: Bool,
        address: String?,
        allowance: RateLimiter.Allowance?,
        answerer: Answerer,
        at now: NIODeadline
    ) {
        self.head = head
        self.isUpload = isUpload
        self.address = address
        self.allowance = allowance
        self.answerer = answerer
        startedAt = now
        windowAt = now
    }
}

extension HTTPRequest {
    /// Whether the head announces a body.
    var hasBody: Bool {
        headerFields[.transferEncoding] != nil || headerFields[.contentLength].map { $0 != "0" } ?? false
    }
}
