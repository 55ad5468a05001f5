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
        "GET \(publication)": .read("getPublication", .publications, .document, refusals: [410]),
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
        "GET /v1/keys": .read("getKeys", .publications, .document),
        "GET /v1/openapi.json": .read("getContract", .operations, .document),
        "GET /healthz": Operation(id: "getHealth", tag: .operations, content: .json(.ref("Status"))),
        "GET /readyz": Operation(id: "getReadiness", tag: .operations, content: .json(.ref("Status"))),
        "GET /metrics": Operation(id: "getMetrics", tag: .operations, content: .text),
    ]

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
        "Status": .object(["status": .string]),
    ]
}
