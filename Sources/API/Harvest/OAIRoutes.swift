// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import HummingbirdCore
import JSON
import Postgres
import Publication
import Store

/// `/oai`: OAI-PMH 2.0, by GET and by POST of a form.
enum OAIRoutes {
    static let routes: [Route] = [
        Route(
            .get,
            "/oai",
            "Harvest by OAI-PMH 2.0",
            scope: nil,
            contract: contract("harvest", query: OAIArguments.schemas)
        ) { call in
            try await answer(call, query: call.rawQuery)
        },
        Route(
            .post,
            "/oai",
            "Harvest by OAI-PMH 2.0, arguments as a form",
            scope: nil,
            contract: contract("harvestByForm", body: .form(["verb": "Identify"]))
        ) { call in
            guard
                call.request.headers[.contentType]?.lowercased().split(separator: ";").first
                    == "application/x-www-form-urlencoded"
            else {
                throw ProblemDetails(
                    .unsupportedMediaType,
                    "media_type",
                    "The body is application/x-www-form-urlencoded."
                )
            }
            return try await answer(call, query: String(decoding: try await call.bytes(), as: UTF8.self))
        },
    ]

    private static func contract(
        _ id: String,
        query: [String: Schema] = [:],
        body: Operation.Body = .none
    ) -> Operation {
        Operation(
            id: id,
            tag: .publications,
            query: query,
            body: body,
            content: .media([Operation.Media("text/xml", .string, "<OAI-PMH/>")])
        )
    }

    private static func answer(_ call: Call, query: String) async throws -> Answer {
        let site = call.services.site()
        let cursors = call.services.cursors
        let page = call.services.harvestPage
        let bytes = try await call.readPublic { db in
            let response = OAIResponse(site: site, now: try HarvestStore(db).now())
            var arguments: OAIArguments?
            do {
                guard let pairs = Percent.pairs(query) else {
                    throw OAIError(.badArgument, "The arguments are not well formed.")
                }
                let checked = try OAIArguments(pairs)
                arguments = checked
                let verbs = OAIVerbs(
                    response: response,
                    arguments: checked,
                    store: HarvestStore(db),
                    seal: cursors,
                    page: page
                )
                return response.answer(checked, try verbs.children())
            } catch let error as OAIError {
                return response.answer(error, arguments)
            }
        }
        return Answer(.ok, headers: [.contentType: "text/xml; charset=utf-8"], body: bytes)
    }
}
