// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import JSON

/// `/v1/openapi.json`: the contract itself.
enum ContractRoutes {
    static let routes: [Route] = [
        Route(
            .get,
            "/v1/openapi.json",
            "This contract, as OpenAPI 3.1",
            scope: nil,
            contract: .read("getContract", .operations, .document)
        ) { call in
            _ = try call.query()
            var answer = answer
            answer.headers[.cacheControl] = "public, max-age=300"
            return call.conditional(answer)
        }
    ]

    /// Made at the first request.
    private static let answer = Answer.representation(OpenAPI.document)
}
