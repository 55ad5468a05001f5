// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Hummingbird
import JSON
import Postgres
import Publication
import Store

/// `/v1/publications`: the public record, served as the bytes that were signed.
enum PublicationRoutes {
    static let path: Path = "/v1/publications/\(.pid(.publication))"

    static let routes: [Route] = [
        .page(
            "listPublications",
            "What was published, newest first",
            .publications,
            as: .everybody,
            at: "/v1/publications",
            asking: Parameters(Parameter.one(of: Finding.Kind.self, "kind").optional) { $0 },
            PublishedSummary.shown,
            cursor: { PID($0) },
            key: \.pid.description
        ) { page, kind, _, db in
            try PublishedStore(db).publications(kind: kind, after: page.cursor, limit: page.limit + 1)
        },
        Route(
            .get,
            path,
            "The canonical document",
            scope: nil,
            contract: .formats(
                "getPublication",
                .publications,
                [Operation.Media("application/json", .document, Schema.document.sample)]
                    + FormatRoutes.media,
                refusals: [403, 406, 410]
            ),
            streaming: show
        )
        .answeredFromMemory(by: .publication),
    ]

    private static func show(_ call: Call) async throws -> Reply {
        let pid = try call[.pid(.publication)]
        if call.request.uri.string.contains("?") { _ = try call.query() }
        if let format = try FormatRoutes.format(for: call) {
            let document = try await FormatRoutes.document(pid, call)
            var answer = FormatRoutes.answer(document, format, call)
            answer.headers[.contentLocation] = "/v1/publications/\(pid)/formats/\(format.rawValue)"
            answer.headers[.link] = Signposting.header(document, at: call.services.site())
            answer.headers[.vary] = "Accept"
            return .answer(call.conditional(answer))
        }
        let (status, fields, body) = try await document(pid, call).answer(to: call.request.head)
        return .stream(
            Response(
                status: status,
                headers: fields,
                body: body.map(ResponseBody.init(byteBuffer:)) ?? .init()
            )
        )
    }

    /// The document of a publication that is shown; it comes from memory when it is there, and so does the
    /// refusal of one that is not.
    private static func document(_ pid: PID, _ call: Call) async throws -> RenderedDocument {
        let cache = call.services.publications
        let rendered: RenderedPublication
        if let known = cache.publication(pid) {
            rendered = known
        } else {
            let generation = cache.generation
            rendered = try RenderedPublication(try await find(pid, call), at: call.services.site())
            cache.keep(rendered, for: pid, readIn: generation)
        }
        switch rendered {
        case .document(let document): return document
        case .refused(let refusal, _): throw refusal
        }
    }

    /// The publication, or what is left of one that was withdrawn or is hidden.
    static func find(_ pid: PID, _ call: Call) async throws -> PublishedRecord {
        try await call.readPublic { db in try PublishedStore(db).publication(pid).orNotFound() }
    }

    /// The publication, unless it was withdrawn or is hidden: then that is refused.
    static func available(_ pid: PID, _ call: Call) async throws -> PublishedRecord {
        let published = try await find(pid, call)
        if let refusal = try ProblemDetails(refusing: published) { throw refusal }
        return published
    }
}
