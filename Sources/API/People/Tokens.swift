// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/tokens`: a person's tokens; a new one is at most as wide as the one that makes it.
enum Tokens {
    static let routes: [Route] = [
        .list(
            .listTokens,
            "listTokens",
            "The caller's tokens",
            .people,
            scope: .tokens,
            at: path,
            TokenRecord.shown
        ) { (_: Platform, caller, db) in
            try TokenStore(db).tokens(of: caller.person)
        },
        .issue(
            .makeToken,
            "createToken",
            "Make a further token",
            .people,
            scope: .tokens,
            at: path,
            request,
            TokenRecord.shown.issued(with: "token", as: "NewToken", "A token with its secret."),
            links: [.init("revokeToken", ["pid": "$response.body#/pid"])]
        ) { (_: Platform, asked, caller, db) in
            guard asked.scopes.isSubset(of: try db.scopes(grantableBy: caller)) else {
                throw ProblemDetails.forbidden(
                    "scope",
                    "A token makes only tokens that may do no more than itself."
                )
            }
            let secret = try TokenText(.personal)
            let made = try db.makeToken(
                secret,
                as: try PID.random(.token),
                named: asked.name,
                scopes: asked.scopes,
                days: asked.days,
                by: caller.person
            )
            return (Issued(made, secret: secret.text), one.at(made.pid))
        },
        .remove(
            "revokeToken",
            "Revoke a token",
            .people,
            scope: .tokens,
            at: one,
            key: { try $0[.pid(.token)] }
        ) { pid, caller, db in
            guard try db.revokeToken(pid, by: caller.person) else { throw ProblemDetails.notFound }
        },
    ]

    /// How long a token is good unless somebody says otherwise.
    static let days = 90

    private static let path: Path = "/v1/tokens"
    private static let one = path + "/\(.pid(.token))"

    private struct Asked: Sendable {
        let name: String
        let scopes: Set<Scope>
        let days: Int
    }

    private static let request = Body(
        Field("name", .line(Limits.tokenName)),
        Field("scopes", .list(of: .one(of: Scope.self), 1...Scope.allCases.count)),
        Field("days", .integer(1...365)).optional(else: days),
        example: ["name": "laptop", "scopes": ["read", "findings"], "days": 30]
    ) { Asked(name: $0, scopes: Set($1), days: $2) }
}

extension TokenRecord {
    static let shown = Representation<Self>("Token", "A token without its secret.") {
        Member("pid", .pid(.token)) { $0.pid }
        Member("name", .string) { $0.name }
        Member("tail", .string) { $0.tail }
        Member("scopes", .list(of: .one(of: Scope.self))) { $0.scopes }
        Member("created_at", .time) { $0.createdAt }
        Member("expires_at", .time) { $0.expiresAt }
        Member("last_used_at", orNull: .time) { $0.lastUsedAt }
        Member("revoked_at", orNull: .time) { $0.revokedAt }
    }
}
