// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

/// What acts are done to: how a route finds it, and how a caller stands to it.
///
/// Whoever acts on it is asked for these in one order, which is ``Act``'s.
protocol Target: Sendable {
    /// What its path names it by.
    associatedtype Key: Sendable

    static func key(_ call: Call) throws -> Key

    /// The thing as it is now; `nil` when there is none that the caller may see.
    static func find(_ key: Key, _ db: Connection) throws -> Self?
    /// The same, which nobody else changes until the transaction ends, so that what a tag
    /// was compared with stays so.
    static func held(_ key: Key, _ db: Connection) throws -> Self?
    /// The refusal for a caller who does not find it.
    static func absence(of key: Key, for action: Action, _ caller: Caller, _ db: Connection) throws
        -> ProblemDetails
    func standing(of caller: Caller, _ db: Connection) throws -> Standing
    /// The entity tag of its representation, without quotes.
    func tag(for caller: Caller, _ db: Connection) throws -> String
    /// What has happened to it since it had another tag, where the tag tells; `nil` where it does not.
    func change(since tag: Substring) -> String?
}

extension Target {
    static func absence(of key: Key, for action: Action, _ caller: Caller, _ db: Connection)
        -> ProblemDetails
    {
        .notFound
    }

    func change(since tag: Substring) -> String? { nil }

    /// The thing, for a caller with a right to the action; for others it is not there, or is refused.
    static func require(
        _ action: Action,
        _ key: Key,
        _ caller: Caller,
        _ db: Connection,
        isHeld: Bool = false
    ) throws -> (thing: Self, standing: Standing) {
        let found = try asked(action, try find(key, db), key, caller, db)
        guard isHeld else { return found }
        // Only a caller with a right to the action makes others wait; the right is asked again
        // of the thing as it is then.
        return try asked(action, try held(key, db), key, caller, db)
    }

    private static func asked(
        _ action: Action,
        _ thing: Self?,
        _ key: Key,
        _ caller: Caller,
        _ db: Connection
    ) throws -> (thing: Self, standing: Standing) {
        guard let thing else { throw try absence(of: key, for: action, caller, db) }
        let standing = try thing.standing(of: caller, db)
        try standing.require(action)
        return (thing, standing)
    }
}
