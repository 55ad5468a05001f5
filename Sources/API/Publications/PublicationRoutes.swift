// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Hummingbird
import JSON
import NIOCore
import Postgres
import Publication
import Store

/// `/v1/publications`: the public record, served as the bytes that were signed.
enum PublicationRoutes {
    static let path = "/v1/publications/{pid}"

    static let all: [Route] = [
        Route(.get, "/v1/publications", "What was published, newest first", scope: nil, list),
        Route(.get, path, "The canonical document", scope: nil, streaming: show),
        Route(.get, path + "/certificate", "The certificate, as its file", scope: nil, certificate),
        Route(
            .get,
            path + "/revocation",
            "The revocation of a withdrawn publication",
            scope: nil,
            revocation
        ),
        Route(.get, path + "/files", "The published files", scope: nil, files),
        Route(.get, path + "/files/{name}", "Download a published file", scope: nil, streaming: download),
    ]

    private static func list(_ call: Call) async throws -> Answer {
        let (page, query) = try call.page(filters: ["kind"])
        let kind = try query.value("kind", as: Finding.Kind.self)
        let cursor = try page.pid()
        return try await call.readPublic { db in
            page.answer(
                try PublishedStore(db).publications(kind: kind, after: cursor, limit: page.limit + 1),
                key: \.pid.description,
                json: summary
            )
        }
    }

    private static func summary(_ publication: PublishedSummary) -> JSON {
        [
            "pid": .text(publication.pid),
            "concept": .text(publication.concept),
            "version": .integer(Int64(publication.version)),
            "title": .string(publication.title),
            "kind": .string(publication.kind.rawValue),
            "digest": .text(publication.digest),
            "published_at": .text(publication.publishedAt),
        ]
    }

    private static func show(_ call: Call) async throws -> Reply {
        let pid = try call.pid("pid", .publication)
        if call.request.uri.string.contains("?") { _ = try call.query() }
        if let format = try FormatRoutes.format(for: call) {
            let document = try await FormatRoutes.document(pid, call)
            var answer = FormatRoutes.answer(document, format, call)
            answer.headers[.contentLocation] = "/v1/publications/\(pid)/formats/\(format.rawValue)"
            answer.headers[.link] = Signposting.header(document, at: call.services.site())
            answer.headers[.vary] = "Accept"
            return .answer(call.conditional(answer))
        }
        let entry = try await entry(pid, call)
        if let header = call.request.headers[.ifNoneMatch], Call.matches(header, entry.etag) {
            var headers = entry.headers
            headers[.contentType] = nil
            return .answer(Answer(.notModified, headers: headers))
        }
        guard call.request.method != .head else {
            var response = Response(status: .ok, headers: entry.headers)
            response.headers[.contentLength] = String(entry.body.readableBytes)
            return .stream(response)
        }
        return .stream(Response(status: .ok, headers: entry.headers, body: .init(byteBuffer: entry.body)))
    }

    /// The rendered answer, from memory when it is there.
    private static func entry(_ pid: PID, _ call: Call) async throws -> PublicationCache.Entry {
        let cache = call.services.publications
        if let entry = cache.entry(pid) { return entry }
        let generation = cache.generation
        let published = try await standing(pid, call)
        let entry = PublicationCache.Entry(
            headers: [
                .contentType: "application/json",
                .eTag: "\"\(published.digest)\"",
                .cacheControl: "public, max-age=0, must-revalidate",
                .lastModified: HTTPDate.string(published.publishedAt),
                .link: Signposting.header(
                    try Document(parsing: published.record),
                    at: call.services.site()
                ),
                .vary: "Accept",
            ],
            body: ByteBuffer(bytes: published.record),
            etag: "\"\(published.digest)\""
        )
        cache.keep(entry, for: pid, readIn: generation)
        return entry
    }

    private static func find(_ pid: PID, _ call: Call) async throws -> PublishedRecord {
        try await call.readPublic { db in try PublishedStore(db).publication(pid).orNotFound() }
    }

    /// The publication, unless it was withdrawn: then 410 with its tombstone.
    static func standing(_ pid: PID, _ call: Call) async throws -> PublishedRecord {
        let published = try await find(pid, call)
        guard !published.isWithdrawn else {
            var gone = ProblemDetails(
                .gone,
                "withdrawn",
                "The publication was withdrawn; its tombstone says why."
            )
            gone.members["tombstone"] = try JSON(parsing: published.record, limits: .trusted)
            throw gone
        }
        return published
    }

    private static func certificate(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .publication)
        _ = try call.query()
        return call.conditional(.representation(bytes: try await find(pid, call).certificate))
    }

    private static func revocation(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .publication)
        _ = try call.query()
        return call.conditional(.representation(bytes: try await find(pid, call).revocation.orNotFound()))
    }

    private static func files(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .publication)
        _ = try call.query()
        _ = try await standing(pid, call)
        let files = try await call.readPublic { db in try PublishedStore(db).files(of: pid) }
        return call.conditional(.representation(["items": .array(files.map(FindingFileRecord.shown.json))]))
    }

    private static func download(_ call: Call) async throws -> Reply {
        let pid = try call.pid("pid", .publication)
        let name = try call.fileName("name")
        _ = try call.query()
        _ = try await standing(pid, call)
        let file = try await call.readPublic { db in
            try PublishedStore(db).files(of: pid).first { $0.name == name }.orNotFound()
        }
        let body = FileBody(name: file.name, mediaType: file.mediaType, digest: file.digest, size: file.size)
        return try await body.reply(try body.selection(for: call), to: call, from: call.services.files)
    }
}
