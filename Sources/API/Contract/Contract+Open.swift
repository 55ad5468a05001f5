// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Publication

extension Contract {
    private static let publication = "/v1/publications/{pid}"

    static let open: [String: Operation] = [
        "GET /v1/publications": .page(
            "listPublications",
            .publications,
            "PublicationSummary",
            filters: ["kind": .one(of: Finding.Kind.self)]
        ),
        "GET \(publication)": formats(
            "getPublication",
            [.canonical] + PublicationFormat.allCases.map(\.sample),
            refusals: [406, 410]
        ),
        "GET \(publication)/formats/{format}": formats(
            "getPublicationFormat",
            PublicationFormat.allCases.map(\.sample),
            refusals: [410]
        ),
        "GET \(publication)/linkset": formats(
            "getLinkset",
            [Operation.Media("application/linkset+json", .document, ["linkset": []])],
            refusals: [410]
        ),
        "GET \(publication)/certificate": .read("getCertificate", .publications, .document),
        "GET \(publication)/revocation": .read("getRevocation", .publications, .document),
        "GET \(publication)/files": .read(
            "listPublishedFiles",
            .publications,
            .items("File"),
            refusals: [410]
        ),
        "GET \(publication)/files/{name}": download("downloadPublishedFile", .publications),
        "POST \(publication)/actions/withdraw": withdraw,
        "GET /oai": oai("harvest"),
        "POST /oai": {
            var operation = oai("harvestByForm")
            operation.query = [:]
            operation.body = .form(["verb": "Identify"])
            return operation
        }(),
        "GET /feed.atom": feed("getFeed", "application/atom+xml"),
        "GET /robots.txt": feed("getRobots", "text/plain"),
        "GET /sitemap.xml": feed("getSitemap"),
        "GET /sitemaps/{part}": feed("getSitemapOfDay"),
        "GET /.well-known/resourcesync": feed("getResourceSync"),
        "GET /resourcesync/capabilities.xml": feed("getCapabilities"),
        "GET /resourcesync/resources.xml": feed("getResources"),
        "GET /resourcesync/resources/{part}": feed("getResourcesOfDay"),
        "GET /resourcesync/changes.xml": feed("getChanges"),
        "GET /.well-known/api-catalog": formats(
            "getCatalog",
            [Operation.Media("application/linkset+json", .document, ["linkset": []])]
        ),
        "GET /v1/keys": .read("getKeys", .publications, .document),
    ]

    private static func feed(_ id: String, _ type: String = "application/xml") -> Operation {
        formats(id, [Operation.Media(type, .string, "text")])
    }

    /// OAI-PMH says of every argument that is wrong, also of unknown ones, in an answer of status 200.
    private static func oai(_ id: String) -> Operation {
        let arguments = ["verb", "identifier", "metadataPrefix", "from", "until", "set", "resumptionToken"]
        return Operation(
            id: id,
            tag: .publications,
            query: Dictionary(uniqueKeysWithValues: arguments.map { ($0, Schema.string) }),
            content: .media([Operation.Media("text/xml", .string, "<OAI-PMH/>")])
        )
    }

    /// What is served in media types of others.
    static func formats(
        _ id: String,
        _ media: [Operation.Media],
        tag: Operation.Tag = .publications,
        refusals: Set<Int> = []
    ) -> Operation {
        var operation = Operation(id: id, tag: tag, content: .media(media), refusals: refusals)
        operation.isTagged = true
        operation.others[304] = Operation.Content.none
        return operation
    }

    private static let withdraw: Operation = {
        let body = Schema.request(
            ["reason": .lines(1...2000)],
            optional: ["category": .one(of: Revocation.Reason.Category.self)]
        )
        var operation = Operation(
            id: "withdraw",
            tag: .publications,
            body: .json(body, example: ["reason": "The second table was wrong.", "category": "other"]),
            content: .json(.document)
        )
        operation.refusals = [409]
        return operation.matched()
    }()

    static let openSchemas: [String: Schema] = [
        "PublicationSummary": .object([
            "pid": .pid(.publication), "concept": .pid(.finding), "version": .ordinal, "title": .string,
            "kind": .one(of: Finding.Kind.self), "digest": .digest, "published_at": .time,
        ])
    ]
}

extension Operation.Media {
    fileprivate static let canonical = Self("application/json", .document, Schema.document.sample)
}

extension PublicationFormat {
    /// How the contract shows it.
    fileprivate var sample: Operation.Media {
        switch self {
        case .dataCiteJSON, .schemaOrg, .roCrate, .csl: Operation.Media(mediaType, .document, [:])
        case .html, .dataCiteXML, .dublinCore, .bibTeX, .ris, .citationFile:
            Operation.Media(mediaType, .string, "text")
        }
    }
}
