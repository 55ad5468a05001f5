// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

/// Something with an address: how a route finds it, how a caller stands to it, and how it is answered.
///
/// Whoever acts on it is asked for these in one order, which is ``Act``'s.
protocol Resource: Sendable {
    /// What its path names it by.
    associatedtype Key: Sendable

    static var path: Path { get }
    /// Of its representation.
    static var schema: Schema { get }
    static func key(_ call: Call) throws -> Key
    static func address(_ key: Key) -> String

    /// The thing as it is now; `nil` when there is none that the caller may see.
    static func find(_ key: Key, _ db: Connection) throws -> Self?
    /// The same, which nobody else changes until the transaction ends, so that what a tag was compared with stays so.
    static func held(_ key: Key, _ db: Connection) throws -> Self?
    func standing(of caller: Caller, _ db: Connection) throws -> Standing
    /// The entity tag of its representation, without quotes.
    func tag(for caller: Caller, _ db: Connection) throws -> String
    /// What has happened to it since it had another tag, where the tag tells; `nil` where it does not.
    func change(since tag: Substring) -> String?
    /// Its representation with its tag.
    func answer(to caller: Caller, _ db: Connection) throws -> Answer
    /// Its representation with its tag, as it is now; `nil` when the caller does not see it any more.
    static func answer(_ key: Key, to caller: Caller, _ db: Connection) throws -> Answer?
}

extension Resource {
    /// The tag is made of the representation, unless there is a shorter way.
    func tag(for caller: Caller, _ db: Connection) throws -> String {
        try answer(to: caller, db).tag
    }

    func change(since tag: Substring) -> String? { nil }

    static func answer(_ key: Key, to caller: Caller, _ db: Connection) throws -> Answer? {
        try find(key, db)?.answer(to: caller, db)
    }

    /// The thing, for who has a right to the action; to others it is not there, or refused.
    static func require(
        _ action: Action,
        _ key: Key,
        _ caller: Caller,
        _ db: Connection,
        isHeld: Bool = false
    ) throws -> (thing: Self, standing: Standing) {
        let thing = try (isHeld ? held(key, db) : find(key, db)).orNotFound()
        let standing = try thing.standing(of: caller, db)
        try standing.require(action)
        return (thing, standing)
    }
}

extension Resource where Key == PID {
    static func address(_ key: PID) -> String { path.at(key) }
}
