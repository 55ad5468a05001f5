// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Publication
import Store

extension Contract {
    static let open: [String: Operation] = [
        "GET /v1/search": search,
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

    static let openSchemas: [String: Schema] = [
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
