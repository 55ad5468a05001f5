// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

/// Something with an address, at which its representation is shown.
protocol Resource: Target {
    static var path: Path { get }
    /// Of its representation.
    static var schema: Schema { get }
    static func address(_ key: Key) -> String

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

    static func answer(_ key: Key, to caller: Caller, _ db: Connection) throws -> Answer? {
        try find(key, db)?.answer(to: caller, db)
    }
}

extension Resource where Key == PID {
    static func address(_ key: PID) -> String { path.at(key) }
}
