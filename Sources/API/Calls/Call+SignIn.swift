// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Hummingbird
import Postgres
import Store

extension Call {
    /// The bearer token; a typing error in it is found without a query.
    func token() throws -> TokenText {
        guard let token = request.headers[.authorization].flatMap(TokenText.init(authorization:)) else {
            throw ProblemDetails.unauthorized
        }
        return token
    }

    /// Whether the request carries any credentials.
    package var isSignedIn: Bool { request.headers[.authorization] != nil }

    /// Runs `body` in a read-only transaction on behalf of the caller, whose token must cover `scope`.
    ///
    /// Signing in is the transaction's first statement, so a revocation counts from the next request on.
    package func read<T: Sendable>(
        _ scope: Scope = .read,
        _ body: @escaping @Sendable (Caller, Connection) throws -> T
    ) async throws -> T {
        let hash = try token().hash
        let (signIn, value) = try await services.app.read(
            opening: SignIn.opening(hash: hash),
            deadline: deadline
        ) { db in
            let signIn = try signedIn(db, scope, by: hash)
            return (signIn, try body(signIn.caller, db))
        }
        try await touch(signIn, hash)
        return value
    }

    /// Reads one row on behalf of the caller, with the sign-in in one round trip: for hot
    /// reads of a single statement.
    package func readOne<R: Record & Sendable>(_ statement: SQL, _ scope: Scope = .read) async throws -> (
        Caller, R?
    ) {
        let hash = try token().hash
        let results = try await services.app.readAll(
            opening: SignIn.opening(hash: hash),
            [statement],
            deadline: deadline
        )
        let signIn = try signedIn(results.first, scope, by: hash)
        try await touch(signIn, hash)
        return (signIn.caller, try results.last?.first(R.self))
    }

    /// Notes that the token was used, when that was last noted a while ago; a reading transaction cannot.
    private func touch(_ signIn: SignIn, _ hash: [UInt8]) async throws {
        guard signIn.touch else { return }
        try await services.app.write(opening: SignIn.opening(hash: hash), deadline: deadline) { db in
            try TokenStore(db).touch(signIn.token)
        }
    }

    /// Runs `body` with the caller when there is one, and as the public otherwise.
    package func readOptionally<T: Sendable>(
        _ body: @escaping @Sendable (Caller?, Connection) throws -> T
    ) async throws -> T {
        if isSignedIn { return try await read { caller, db in try body(caller, db) } }
        return try await readPublic { db in try body(nil, db) }
    }

    /// Reads what everybody may see.
    package func readPublic<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws
        -> T
    {
        try await services.public.read(deadline: deadline, body)
    }

    /// Searches what everybody may see, on connections of its own and within a second.
    package func searchPublic<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws
        -> T
    {
        do {
            return try await services.search.read(deadline: deadline, body)
        } catch let error as PostgresError where error.isStatementTimeout {
            throw ProblemDetails(
                .unprocessableContent,
                "search_too_wide",
                "The search took too long; ask for rarer words, or narrow it."
            )
        }
    }

    /// The person whose sign-in, by the token with this hash, opened the transaction; the request is theirs.
    func signedIn(_ db: Connection, _ scope: Scope, by hash: [UInt8]) throws -> SignIn {
        try signedIn(db.opening, scope, by: hash)
    }

    private func signedIn(_ result: ResultSet?, _ scope: Scope, by hash: [UInt8]) throws -> SignIn {
        guard let signIn = try result?.first(SignIn.self) else { throw ProblemDetails.unauthorized }
        try edge.signedIn(Bearer(signIn.caller), by: hash, ticket)
        guard signIn.caller.scopes.contains(scope) else {
            throw ProblemDetails.forbidden("scope", "The token lacks the scope \(scope.rawValue).")
        }
        return signIn
    }
}
