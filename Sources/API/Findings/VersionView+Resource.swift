// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

/// What names a version: its finding and its number.
struct VersionKey: Sendable {
    let finding: PID
    let number: Int
}

extension VersionView: Resource {
    static let path: Path = "/v1/findings/\(.pid(.finding))/versions/\(.number)"
    static let schema = Schema.ref("Finding")

    static func key(_ call: Call) throws -> VersionKey {
        VersionKey(finding: try call[.pid(.finding)], number: try call[.number])
    }

    static func address(_ key: VersionKey) -> String { path.at(key.finding, key.number) }

    static func hold(_ key: VersionKey, _ db: Connection) throws {
        try VersionStore(db).hold(key.finding, key.number)
    }

    static func find(_ key: VersionKey, _ db: Connection) throws -> Self? {
        try FindingStore(db).version(key.finding, key.number)
    }

    func standing(of caller: Caller, _ db: Connection) -> Standing { Standing(of: caller, to: self) }

    func answer(to caller: Caller, _ db: Connection) -> Answer { VersionAnswer.answer(self, caller) }
}
