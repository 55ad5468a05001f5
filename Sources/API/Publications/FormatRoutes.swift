// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import HummingbirdCore
import JSON
import Publication
import Store

/// A publication in the formats of others: by address, or by what the client accepts.
enum FormatRoutes {
    static let all: [Route] = [
        Route(
            .get,
            PublicationRoutes.path + "/formats/{format}",
            "The publication in a format of libraries and tools",
            scope: nil,
            show
        ),
        Route(
            .get,
            PublicationRoutes.path + "/linkset",
            "All typed links of the publication",
            scope: nil,
            linkset
        ),
    ]

    /// What `Accept` may choose at the publication's own address: the canonical document first, then the formats.
    private static let offered = ["application/json"] + PublicationFormat.allCases.map(\.mediaType)

    /// The format that the request asks for; `nil` for the canonical document.
    static func format(for call: Call) throws -> PublicationFormat? {
        guard let header = call.request.headers[.accept] else { return nil }
        guard let best = Accept(header).best(of: offered) else {
            throw ProblemDetails(
                .notAcceptable,
                "not_acceptable",
                "It is there as \(offered.joined(separator: ", "))."
            )
            .with(.vary, "Accept")
        }
        return best == 0 ? nil : PublicationFormat.allCases[best - 1]
    }

    /// A document in a format, as an answer with an entity tag of its own.
    static func answer(_ document: Document, _ format: PublicationFormat, _ call: Call) -> Answer {
        let site = call.services.site()
        var answer = Answer.representation(bytes: format.bytes(document, at: site))
        answer.headers[.contentType] = format.isText ? format.mediaType + "; charset=utf-8" : format.mediaType
        answer.headers[.cacheControl] = "public, max-age=0, must-revalidate"
        if format == .html {
            answer.headers[.contentSecurityPolicy] = "default-src 'none'; base-uri 'none'; form-action 'none'"
        }
        return answer
    }

    private static func show(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .publication)
        guard let format = PublicationFormat(rawValue: call.parameter("format")) else {
            throw ProblemDetails.notFound
        }
        _ = try call.query()
        let document = try await document(pid, call)
        var answer = answer(document, format, call)
        answer.headers[.link] =
            "</v1/publications/\(pid)>; rel=\"\(format == .html ? "canonical" : "describes")\""
        return call.conditional(answer)
    }

    private static func linkset(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .publication)
        _ = try call.query()
        let links = Signposting.linkset(try await document(pid, call), at: call.services.site())
        var answer = Answer.representation(links)
        answer.headers[.contentType] = "application/linkset+json"
        return call.conditional(answer)
    }

    /// The document of a publication that stands.
    static func document(_ pid: PID, _ call: Call) async throws -> Document {
        try Document(parsing: try await PublicationRoutes.standing(pid, call).record)
    }
}

extension PublicationFormat {
    /// Whether the media type takes a charset.
    fileprivate var isText: Bool { self == .html || self == .bibTeX || self == .ris }
}
