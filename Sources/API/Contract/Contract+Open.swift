// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Publication
import Store

extension Contract {
    private static let publication = "/v1/publications/{pid}"

    static let open: [String: Operation] = [
        "GET /v1/publications": .page(
            "listPublications",
            .publications,
            "PublicationSummary",
            filters: ["kind": .one(of: Finding.Kind.self)]
        ),
        "GET /v1/search": search,
        "GET \(publication)": .formats(
            "getPublication",
            .publications,
            [.canonical] + PublicationFormat.allCases.map(\.sample),
            refusals: [406, 410]
        ),
        "GET \(publication)/formats/{format}": .formats(
            "getPublicationFormat",
            .publications,
            PublicationFormat.allCases.map(\.sample),
            refusals: [410]
        ),
        "GET \(publication)/linkset": .formats(
            "getLinkset",
            .publications,
            [Operation.Media("application/linkset+json", .document, ["linkset": []])],
            refusals: [410]
        ),
        "GET \(publication)/certificate": .read("getCertificate", .publications, .document),
        "GET \(publication)/revocation": .read("getRevocation", .publications, .document),
        "GET \(publication)/files": .read(
            "listPublishedFiles",
            .publications,
            .items(of: FindingFileRecord.shown.schema),
            refusals: [410]
        ),
        "GET \(publication)/files/{name}": .download("downloadPublishedFile", .publications),
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
        "GET /.well-known/api-catalog": .formats(
            "getCatalog",
            .publications,
            [Operation.Media("application/linkset+json", .document, ["linkset": []])]
        ),
        "GET /v1/keys": .read("getKeys", .publications, .document),
        "GET /v1/openapi.json": .read("getContract", .operations, .document),
        "GET /healthz": Operation(id: "getHealth", tag: .operations, content: .json(.ref("Status"))),
        "GET /readyz": Operation(id: "getReadiness", tag: .operations, content: .json(.ref("Status"))),
        "GET /metrics": Operation(id: "getMetrics", tag: .operations, content: .text),
    ]

    private static let search: Operation = {
        var operation = Operation.page("search", .publications, "Hit")
        operation.content = .json(
            .object([
                "items": .list(of: .ref("Hit")),
                "total": .object(["count": .count, "relation": .one(of: ["exactly", "at_least"])]),
                "facets": .object(
                    Dictionary(
                        uniqueKeysWithValues: [
                            "type", "kind", "license", "language", "year", "organisation", "problem",
                        ].map { ($0, .list(of: .ref("Facet"))) }
                    )
                ),
            ])
        )
        operation.query.merge([
            "q": .line(1...SearchWords.longest).example("bearing wear -\"oil film\""),
            "type": .one(of: SearchedType.self), "kind": .one(of: Finding.Kind.self),
            "license": .one(of: License.self), "organisation": .pid(.organisation),
            "problem": .pid(.problem), "year": .integer(1970...9998).example(2026),
            "language": .line(1...35).example("en"),
        ]) { first, _ in first }
        operation.required = ["q"]
        operation.refusals = [422, 503]
        return operation
    }()

    private static func feed(_ id: String, _ type: String = "application/xml") -> Operation {
        .formats(id, .publications, [Operation.Media(type, .string, "text")])
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
        ]),
        "Hit": .object(
            [
                "type": .one(of: SearchedType.self), "pid": .string.example("pu-90kphwxh4405"),
                "url": .string.example("/v1/publications/pu-90kphwxh4405"), "at": .time, "title": .string,
                "matches": .object(["title": .list(of: .ref("Segment")), "text": .list(of: .ref("Segment"))]),
            ],
            optional: [
                "language": .string.example("en"), "kind": .one(of: Finding.Kind.self),
                "license": .one(of: License.self), "organisation": .pid(.organisation),
                "problem": .pid(.problem),
            ]
        ),
        "Segment": .object(["text": .string], optional: ["match": .bool]),
        "Facet": .object(["value": .string, "count": .count], optional: ["name": .string]),
        "Status": .object(["status": .string]),
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
