// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore

/// Answers every request: finds its route, runs it, and turns every error into problem details.
package struct Responder: HTTPResponder {
    package typealias Context = AppContext

    let edge: Edge
    let services: Services

    package init(_ edge: Edge, _ services: Services) {
        self.edge = edge
        self.services = services
    }

    package func respond(to request: Request, context: AppContext) async throws -> Response {
        let start = ContinuousClock.now
        var response: Response
        var route: Int?
        var subject: String?
        do {
            let (number, captures) = try find(request)
            route = number
            // Nothing but a public id: a client may write anything there, a token for one.
            subject = captures.first.flatMap { PID($0)?.description }
            response = try await run(edge.routes[number], captures, request, context, since: start)
        } catch {
            response = refusal(error, route.map { edge.routes[$0].path } ?? "-", context)
        }
        response.headers[.requestID] = context.requestID
        response.headers[.xContentTypeOptions] = "nosniff"
        edge.answered(
            request.method,
            route: route,
            subject: subject,
            status: response.status,
            requestID: context.requestID,
            traceID: context.trace(of: request),
            since: start
        )
        return response
    }

    /// The route, and its captures decoded.
    private func find(_ request: Request) throws -> (Int, [String]) {
        let target = request.uri.string
        switch edge.index.match(request.method, target.prefix { $0 != "?" }) {
        case .unknown: throw ProblemDetails.notFound
        case .otherMethods(let allow):
            throw ProblemDetails(
                .methodNotAllowed,
                "method_not_allowed",
                "This path knows other methods."
            )
            .with(.allow, allow)
        case .route(let number, let captures):
            let decoded = try captures.map { capture in
                guard let text = Percent.decode(String(capture)) else {
                    throw ProblemDetails.badRequest("bad_target", "The path is not well formed.")
                }
                return text
            }
            return (number, decoded)
        }
    }

    private func run(
        _ route: Route,
        _ captures: [String],
        _ request: Request,
        _ context: AppContext,
        since start: ContinuousClock.Instant
    ) async throws -> Response {
        let call = Call(
            services: services,
            edge: edge,
            ticket: edge.tickets[context.channel],
            request: request,
            context: context,
            captures: Dictionary(zip(route.captures.map(\.name), captures)) { first, _ in first },
            deadline: route.isUpload ? nil : start + edge.options.requestLimit
        )
        // Only what is read takes parameters; its handler knows which.
        if route.method != .get { _ = try call.query() }
        // A malformed token is refused before the body is looked at.
        if route.scope != nil { _ = try call.token() }
        switch try await route.handler(call) {
        case .answer(let answer): return answer.response
        case .stream(let response): return response
        }
    }

    private func refusal(_ error: any Error, _ route: String, _ context: AppContext) -> Response {
        let details: ProblemDetails
        if let known = ProblemDetails(mapping: error) {
            details = known
        } else {
            context.logger.error(
                "request failed",
                metadata: ["request": "\(context.requestID)", "route": "\(route)", "error": "\(error)"]
            )
            details = ProblemDetails(
                .internalServerError,
                "internal",
                "This is a fault of ours; it has been logged."
            )
        }
        edge.metrics.reached(details.limit)
        let (fields, body) = details.rendered(instance: context.requestID)
        return Response(status: details.status, headers: fields, body: .init(byteBuffer: body))
    }
}
