// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore

/// The outermost layer: refuses malformed targets, names each request, turns every error into problem details, and
/// writes one line a request.
struct EdgeMiddleware: RouterMiddleware {
    typealias Context = AppContext

    let routes: [Route]

    func handle(
        _ request: Request,
        context: AppContext,
        next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response: Response
        do {
            try refuseMalformed(request)
            response = try await next(request, context)
        } catch {
            response = refusal(error, request, context)
        }
        response.headers[Self.requestID] = context.requestID
        response.headers[.xContentTypeOptions] = "nosniff"
        log(request, response.status, context, since: start)
        return response
    }

    private static let requestID = HTTPField.Name("Request-Id") ?? .date

    private func refuseMalformed(_ request: Request) throws {
        guard request.uri.string.hasPrefix("/"), !request.uri.string.hasPrefix("//") else {
            throw ProblemDetails.badRequest("bad_target", "The request target is a path.")
        }
        for name in [
            HTTPField.Name.authorization, .contentType, .contentLength, .ifMatch, .ifNoneMatch, .range,
        ]
        where request.headers[fields: name].count > 1 {
            throw ProblemDetails.badRequest("repeated_header", "The header \(name) is there twice.")
        }
    }

    private func refusal(_ error: any Error, _ request: Request, _ context: AppContext) -> Response {
        let problem: ProblemDetails
        if let known = ProblemDetails(mapping: error) {
            problem = known.status == .notFound ? methodProblem(request) ?? known : known
        } else {
            context.logger.error(
                "request \(context.requestID) failed",
                metadata: ["route": "\(context.endpointPath ?? "-")", "error": "\(error)"]
            )
            problem = ProblemDetails(
                .internalServerError,
                "internal",
                "This is a fault of ours; it has been logged."
            )
        }
        var headers = problem.headers
        headers[.contentType] = "application/problem+json"
        headers[.cacheControl] = "no-store"
        let body = problem.json(instance: context.requestID).canonical
        return Response(
            status: problem.status,
            headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: body))
        )
    }

    /// 405 with the methods that the path does know; `nil` when the path is unknown or knows this method.
    private func methodProblem(_ request: Request) -> ProblemDetails? {
        let segments = request.uri.path.split(separator: "/", omittingEmptySubsequences: false)
        var allowed = Set(routes.filter { $0.matches(segments) }.map(\.method.rawValue))
        if allowed.contains("GET") { allowed.insert("HEAD") }
        guard !allowed.isEmpty, !allowed.contains(request.method.rawValue) else { return nil }
        return ProblemDetails(
            .methodNotAllowed,
            "method_not_allowed",
            "This path does not know \(request.method.rawValue)."
        )
        .with(.allow, allowed.sorted().joined(separator: ", "))
    }

    private func log(
        _ request: Request,
        _ status: HTTPResponse.Status,
        _ context: AppContext,
        since start: ContinuousClock.Instant
    ) {
        let elapsed = start.duration(to: .now)
        let microseconds =
            elapsed.components.seconds * 1_000_000 + elapsed.components.attoseconds / 1_000_000_000_000
        context.logger.debug(
            "answered",
            metadata: [
                "method": "\(request.method.rawValue)",
                "route": "\(context.endpointPath ?? "-")",
                "status": "\(status.code)",
                "us": "\(microseconds)",
            ]
        )
    }
}
