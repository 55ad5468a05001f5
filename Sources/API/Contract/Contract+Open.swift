// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

extension Contract {
    static let open: [String: Operation] = [
        "GET /v1/search": search,
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
