// SPDX-License-Identifier: Apache-2.0
import JSON

/// The refusals by status, as the contract's shared answers.
enum Refusals {
    static let all: [Int: String] = [
        400: "The request is malformed.", 401: "A valid bearer token is needed.",
        403: "The caller is known, and may not do this.", 404: "Unknown, or hidden from the caller.",
        405: "The path knows other methods.", 408: "The body came too slowly.",
        406: "None of the types that are accepted is to be had.",
        409: "It is in another state, or in conflict with something.", 410: "It was taken back.",
        411: "An upload declares its size.", 412: "It changed since it was read.",
        413: "The body is too large.",
        414: "The target is too long.", 415: "The body is of another type or encoding.",
        416: "The file has no such range.", 417: "The expectation cannot be met.",
        422: "The body is understood but not valid.", 428: "The change needs If-Match.",
        429: "Too many requests.", 431: "The head is too large.", 500: "A fault of ours; it has been logged.",
        501: "The body has an unknown transfer coding.", 503: "The server cannot answer now.",
        507: "There is no room for the file.",
    ]

    /// Those of every operation.
    static let always: Set<Int> = [400, 405, 408, 414, 417, 429, 431, 500, 501, 503]

    static func json(_ status: Int, _ description: String) -> JSON {
        var headers: [String: JSON] = ["Request-Id": header("Names the request.", .string)]
        switch status {
        case 401: headers["WWW-Authenticate"] = header("The challenge.", .string)
        case 405: headers["Allow"] = header("The methods that the path knows.", .string)
        case 429, 503: headers["Retry-After"] = header("After how many seconds to try again.", .count)
        default: break
        }
        let example: JSON = [
            "type": "https://teahouse.example/problems/not_found", "title": "Not Found",
            "status": .integer(Int64(status)),
            "code": "not_found", "detail": .string(description),
            "instance": "5f1c0a7e2b9d4c38a1e6f0d2b7c49583",
        ]
        return [
            "description": .string(description), "headers": .object(headers),
            "content": [
                "application/problem+json": [
                    "schema": ["$ref": "#/components/schemas/Problem-Details"], "example": example,
                ]
            ],
        ]
    }

    static func header(_ description: String, _ schema: Schema) -> JSON {
        ["description": .string(description), "schema": schema.json, "example": schema.sample]
    }
}
