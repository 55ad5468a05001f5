// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// The platform itself, to which lists and acts belong that are about no single thing.
///
/// It is always there, never changes, and has no representation.
struct Platform: Resource {
    static let path: Path = "/v1"
    static let schema = Schema.object([:])

    static func key(_ call: Call) {}
    static func address(_ key: Void) -> String { path.text }
    static func held(_ key: Void, _ db: Connection) -> Self? { Self() }
    static func find(_ key: Void, _ db: Connection) -> Self? { Self() }
    func standing(of caller: Caller, _ db: Connection) -> Standing { Standing(of: caller) }
    func answer(to caller: Caller, _ db: Connection) -> Answer { .noContent }
}
