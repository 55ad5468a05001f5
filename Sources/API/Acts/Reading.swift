// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Postgres

/// On whose behalf something is read, in one transaction.
struct Reading<Reader: Sendable>: Sendable {
    /// That a token needs; `nil` where none is needed.
    let scope: Scope?
    let read:
        @Sendable (Call, _ answer: @escaping @Sendable (Reader, Connection) throws -> Answer) async throws ->
            Answer
}

extension Reading<Caller> {
    /// A person's, whose token covers the scope.
    static func caller(_ scope: Scope = .read) -> Self {
        Self(scope: scope) { call, answer in try await call.read(scope, answer) }
    }
}

extension Reading<Caller?> {
    /// Of whoever asks: a person's, whose token covers reading, or the public's.
    ///
    /// No cache keeps what one of them gets for the other.
    static let anybody = Self(scope: nil) { call, answer in
        var own = try await call.readOptionally(answer)
        own.headers[.vary] = "Authorization"
        if call.isSignedIn { own.headers[.cacheControl] = "private, no-cache" }
        return own
    }
}

extension Reading<Void> {
    /// Everybody's, to whom the same is shown; no token is looked at.
    static let everybody = Self(scope: nil) { call, answer in
        try await call.readPublic { db in try answer((), db) }
    }
}
