// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// The contract as an OpenAPI 3.1 document.
package enum OpenAPI {
    /// The document of the routes there are.
    package static let document = make(RouteTable.all)

    static func make(_ routes: [Route]) -> JSON {
        var paths: [String: [String: JSON]] = [:]
        var components: [String: Schema] = [:]
        for route in routes {
            let writer = OperationWriter(route)
            paths[route.path, default: [:]][route.method.rawValue.lowercased()] = writer.json
            components.merge(writer.components) { first, second in
                precondition(first.shown == second.shown, "two schemas have the name of one")
                return first
            }
        }
        return [
            "openapi": "3.1.0", "info": info,
            "servers": [["url": "/", "description": "The server that gave out this document."]],
            "tags": .array(
                Operation.Tag.allCases.map {
                    ["name": .string($0.rawValue), "description": .string(purpose(of: $0))]
                }
            ),
            "paths": .object(paths.mapValues(JSON.object)), "components": Self.components(components),
        ]
    }

    private static let info: JSON = [
        "title": "Tea House", "version": "1.0.0", "summary": "An open research platform.",
        "description":
            "Problems and anonymised datasets of enterprises and universities; findings of researchers, openly published once they passed every gate. Every refusal is problem details with a stable code.",
        "license": ["name": "Apache 2.0", "identifier": "Apache-2.0"],
        "contact": ["name": "The developers of Tea House", "url": "https://teahouse.example/"],
    ]

    private static func purpose(of tag: Operation.Tag) -> String {
        switch tag {
        case .people: "Who the caller is, and its tokens."
        case .organisations: "Organisations, their members and invitations."
        case .datasets: "Datasets, their measured releases, and access to them."
        case .problems: "Problems that are posed."
        case .findings: "Findings, from draft to the gates."
        case .reviews: "What reviewers advise."
        case .clearances: "What providers say of findings that use their data."
        case .moderation: "What neutral moderators decide."
        case .publications: "What is published, with its proofs."
        case .log: "The transparency log of decisions, which only grows."
        case .operations: "For whoever runs the server."
        }
    }

    private static func components(_ carried: [String: Schema]) -> JSON {
        var schemas = carried.mapValues(\.shown)
        schemas["Problem-Details"] = problem.shown
        var responses: [String: JSON] = [:]
        for (status, description) in Refusals.all {
            responses["\(status)"] = Refusals.json(status, description)
        }
        return [
            "schemas": .object(schemas), "responses": .object(responses),
            "securitySchemes": [
                "bearer": [
                    "type": "http", "scheme": "bearer",
                    "description": "A token, as `thp_…`; each operation names the scope that it must cover.",
                ]
            ],
        ]
    }

    /// RFC 9457, with our members; a refusal may have further ones, such as a tombstone.
    private static let problem =
        Schema.object(
            [
                "type": Schema.string.with("format", "uri").example(
                    "https://teahouse.example/problems/not_found"
                ),
                "title": .string, "status": .integer(400...599),
                "code": .pattern("^[a-z_]+$", example: "not_found"), "detail": .string, "instance": .string,
            ],
            optional: [
                "errors": .list(of: .object(["pointer": .string, "code": .string, "detail": .string]))
            ]
        )
        .with("additionalProperties", true)
        .described("A refusal, by RFC 9457.")
}
