// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Hummingbird
import OpenSSL
import Postgres
import Store

extension Call {
    /// Runs `body` in one transaction on behalf of the caller, whose token must cover `scope`, and
    /// answers once it is committed.
    ///
    /// With an `Idempotency-Key` the answer is kept in the same transaction: the same request gets it again,
    /// another request with the key is refused. A secret that the answer showed is not kept and not shown
    /// again. When the connection is lost in the middle of COMMIT, the key tells what became of it. `body`
    /// runs again when the database asks for it, so it has no effect but on `db`. An act that is forbidden to
    /// the caller goes into the audit.
    package func write(
        _ scope: Scope,
        bytes: [UInt8] = [],
        _ body: @escaping @Sendable (Caller, Connection) throws -> Answer
    ) async throws -> Answer {
        let hash = try token().hash
        let opening = SignIn.opening(hash: hash)
        let key = try idempotencyKey()
        let requestHash = SHA256.digest(
            of: Array("\(request.method.rawValue) \(request.uri.string)\n".utf8) + bytes
        )
        let taking = key.map { [IdempotencyStore.taking($0, requestHash: requestHash)] } ?? []
        let transaction: @Sendable (Connection) throws -> Answer = { db in
            let signIn = try signedIn(db, scope, by: hash)
            if signIn.touch { try TokenStore(db).touch(signIn.token) }
            guard let key else { return try body(signIn.caller, db) }
            let keys = IdempotencyStore(db)
            let person = signIn.caller.person
            guard db.openings.last?.affectedRows == 1 else {
                return try Self.repeated(try keys.answer(key, of: person), requestHash: requestHash)
            }
            let answer = try body(signIn.caller, db)
            try keys.store(
                key,
                of: person,
                requestHash: requestHash,
                status: answer.status.code,
                location: answer.headers[.location],
                etag: answer.headers[.eTag],
                body: answer.keptBody ?? answer.body
            )
            return answer
        }
        return try await auditing {
            do {
                return try await services.app.write(
                    opening: opening,
                    further: taking,
                    deadline: deadline,
                    transaction
                )
            } catch let error as PostgresError where error.kind == .commitUnknown {
                // Committed, the key's row answers; not committed, this is the first time.
                guard key != nil else { throw ProblemDetails.outcomeUnknown }
                return try await services.app.write(
                    opening: opening,
                    further: taking,
                    deadline: deadline,
                    transaction
                )
            }
        }
    }

    /// Runs `body`, and keeps in the audit that what it tried was forbidden, by us or
    /// by a wall of the database.
    func auditing<T>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch {
            guard let details = ProblemDetails(mapping: error), details.status == .forbidden else {
                throw error
            }
            // What was tried rolled back; that it was tried is kept.
            let tried = "\(request.method.rawValue) \(request.uri.path.prefix(300))"
            let opening = SignIn.opening(hash: try token().hash)
            try await services.app.write(opening: opening, deadline: deadline) { db in
                try db.recordRefusal(of: tried, code: details.code)
            }
            throw error
        }
    }

    private func idempotencyKey() throws -> String? {
        guard let key = request.headers[.idempotencyKey] else { return nil }
        guard Limits.idempotencyKey.contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) })
        else {
            throw ProblemDetails.badRequest(
                "bad_idempotency_key",
                "An idempotency key is 1 to 255 visible ASCII characters."
            )
        }
        return key
    }

    private static func repeated(_ stored: StoredAnswer?, requestHash: [UInt8]) throws -> Answer {
        guard let stored, let status = stored.status else {
            throw ProblemDetails(.conflict, "in_progress", "The first request with this key is not done yet.")
                .with(.retryAfter, "1")
        }
        guard stored.requestHash == requestHash else {
            throw ProblemDetails(
                .unprocessableContent,
                "idempotency_key_reused",
                "The key was used for another request."
            )
        }
        let body = stored.body ?? []
        var headers: HTTPFields = body.isEmpty ? [:] : [.contentType: "application/json"]
        headers[.location] = stored.location
        headers[.eTag] = stored.etag
        return Answer(.init(code: status), headers: headers, body: body)
    }
}
