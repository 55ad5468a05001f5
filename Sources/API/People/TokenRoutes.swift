// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import Workflow

/// `/v1/tokens`: a person's tokens; a new one is at most as wide as the one that makes it.
enum TokenRoutes {
    static let all: [Route] = [
        Route(.get, "/v1/tokens", "The caller's tokens", scope: .tokens) { call in
            _ = try call.query()
            return try await call.read(.tokens) { caller, db in
                .json(["items": .array(try TokenStore(db).tokens(of: caller.person).map(json))])
            }
        },
        Route(.post, "/v1/tokens", "Make a further token", scope: .tokens, create),
        Route(.delete, "/v1/tokens/{pid}", "Revoke a token", scope: .tokens) { call in
            let pid = try call.pid("pid", .token)
            return try await call.write(.tokens) { caller, db in
                guard try db.revokeToken(pid, by: caller.person) else { throw ProblemDetails.notFound }
                return .noContent
            }
        },
    ]

    private static func create(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let (name, scopes, days) = try call.decode(bytes) { body -> (String, [String], Int)? in
            let name = body.string("name", length: 1...100)
            let scopes = body.strings("scopes", count: 1...Scope.allCases.count, length: 1...20)
            let days = body.optionalInteger("days", in: 1...365) ?? 90
            guard let name, let scopes else { return nil }
            return (name, scopes, days)
        }
        let wanted = Set(
            try scopes.enumerated().map { index, text in
                guard let scope = Scope(rawValue: text) else {
                    throw ProblemDetails.invalid(
                        "/scopes/\(index)",
                        "unknown_value",
                        "There is no such scope."
                    )
                }
                return scope
            }
        )
        let pid = try PID.random(.token)
        let token = try TokenText(.personal)
        return try await call.write(.tokens, bytes: bytes) { caller, db in
            guard wanted.isSubset(of: caller.scopes) else {
                throw ProblemDetails.forbidden(
                    "scope",
                    "A token makes only tokens that may do no more than itself."
                )
            }
            let made = try db.makeToken(
                token,
                as: pid,
                named: name,
                scopes: wanted,
                days: days,
                by: caller.person
            )
            return .created(at: "/v1/tokens/\(pid)", json(made), showingOnce: "token", token.text)
        }
    }

    static func json(_ token: TokenRecord) -> JSON {
        [
            "pid": .string(token.pid.description),
            "name": .string(token.name),
            "tail": .string(token.tail),
            "scopes": .texts(token.scopes),
            "created_at": .string(token.createdAt.description),
            "expires_at": .string(token.expiresAt.description),
            "last_used_at": .text(token.lastUsedAt),
            "revoked_at": .text(token.revokedAt),
        ]
    }
}
