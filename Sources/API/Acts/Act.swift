// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres

/// What a caller does to one thing that is there, declared once: the route, the contract, and what happens.
///
/// Every act is asked the same in the same order: 400, 413 and 415 as the bytes arrive, then 401, the scope,
/// 404, the role, 428 or 412, then 422 and 409, then the change, then the answer.
struct Act<Thing: Target, Asked: Sendable>: Sendable {
    let action: Action
    let scope: Scope
    let body: Body<Asked>
    /// Whether the caller has to say which state of the thing it has read.
    let isMatched: Bool

    init(_ action: Action, scope: Scope, body: Body<Asked>, isMatched: Bool = true) {
        self.action = action
        self.scope = scope
        self.body = body
        self.isMatched = isMatched
    }

    /// Runs `change` for a caller who may act, and answers with what `answer` makes of the
    /// outcome, all in one transaction.
    func run<Outcome>(
        _ call: Call,
        _ change: @escaping @Sendable (Thing, Asked, Caller, Connection) throws -> Outcome,
        answer: @escaping @Sendable (Outcome, Thing.Key, Caller, Connection) throws -> Answer
    ) async throws -> Answer {
        try await run(call, Thing.key(call), call.receive(body.presence), change, answer)
    }

    /// The same for a change that needs more than the database: `prepare` has it brought for a caller who may
    /// act, outside of any transaction, and what is wrong with it is told in its turn.
    func run<Prepared: Sendable, Outcome>(
        _ call: Call,
        preparing prepare: (Thing, Asked) async throws -> Prepared,
        change: @escaping @Sendable (Thing, Prepared, Caller, Connection) throws -> Outcome,
        answer: @escaping @Sendable (Outcome, Thing.Key, Caller, Connection) throws -> Answer
    ) async throws -> Answer {
        let key = try Thing.key(call)
        let received = try await call.receive(body.presence)
        let thing = try await call.auditing {
            try await call.read(scope) { caller, db in try Thing.require(action, key, caller, db).thing }
        }
        let prepared: Result<Prepared, any Error>
        do {
            prepared = .success(try await prepare(thing, try body.value(of: received.json)))
        } catch {
            prepared = .failure(error)
        }
        return try await run(
            call,
            key,
            received,
            { thing, _, caller, db in try change(thing, prepared.get(), caller, db) },
            answer
        )
    }

    private func run<Outcome>(
        _ call: Call,
        _ key: Thing.Key,
        _ received: (bytes: [UInt8], json: JSON?),
        _ change: @escaping @Sendable (Thing, Asked, Caller, Connection) throws -> Outcome,
        _ answer: @escaping @Sendable (Outcome, Thing.Key, Caller, Connection) throws -> Answer
    ) async throws -> Answer {
        try await call.write(scope, bytes: received.bytes) { caller, db in
            // Of two who have read the same, the second waits here, and then finds that it has changed.
            let (thing, standing) = try Thing.require(action, key, caller, db, isHeld: isMatched)
            if isMatched {
                try call.requireMatch(try thing.tag(for: caller, db)) { thing.change(since: $0) }
            }
            let asked = try body.value(of: received.json)
            try standing.requireNow(action)
            return try answer(try change(thing, asked, caller, db), key, caller, db)
        }
    }
}
