// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import HummingbirdCore
import JSON
import Publication
import Store

/// A publication in the formats of others: by address, or by what the client accepts.
enum FormatRoutes {
    static let routes: [Route] = [
        .open(
            PublicationRoutes.path + "/formats/\(.format)",
            "The publication in a format of libraries and tools",
            .formats("getPublicationFormat", .publications, media, refusals: [403, 410])
        ) { call in
            let pid = try call[.pid(.publication)]
            let format = try call[.format]
            var answer = answer(try await document(pid, call), format, call)
            let relation = format == .html ? "canonical" : "describes"
            answer.headers[.link] = "<\(PublicationRoutes.path.at(pid))>; rel=\"\(relation)\""
            return answer
        },
        .open(
            PublicationRoutes.path + "/linkset",
            "All typed links of the publication",
            .formats("getLinkset", .publications, [.linkset], refusals: [403, 410])
        ) { call in
            let document = try await document(try call[.pid(.publication)], call)
            var answer = Answer.representation(Signposting.linkset(document, at: call.services.site()))
            answer.headers[.contentType] = Operation.Media.linkset.type
            return answer
        },
    ]

    /// What the contract says of the formats.
    static let media = PublicationFormat.allCases.map(\.media)

    /// What `Accept` may choose at the publication's own address: the canonical
    /// document first, then the formats.
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

    /// The document of a publication that is not withdrawn.
    static func document(_ pid: PID, _ call: Call) async throws -> Document {
        try Document(parsing: try await PublicationRoutes.available(pid, call).record)
    }
}

extension PublicationFormat {
    /// Whether the media type takes a charset.
    fileprivate var isText: Bool { self == .html || self == .bibTeX || self == .ris }

    /// How the contract shows it.
    fileprivate var media: Operation.Media {
        switch self {
        case .dataCiteJSON, .schemaOrg, .roCrate, .csl: Operation.Media(mediaType, .document, [:])
        case .html, .dataCiteXML, .dublinCore, .bibTeX, .ris, .citationFile:
            Operation.Media(mediaType, .string, "text")
        }
    }
}

extension Capture<PublicationFormat> {
    fileprivate static var format: Self { .one(of: PublicationFormat.self, named: "format") }
}
