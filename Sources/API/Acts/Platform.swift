// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// The platform itself, to which belongs what belongs to nothing else: lists and acts that are about no one thing are its own.
///
/// It is always there, nothing changes it, and nothing of it is shown.
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
