// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

/// What names a version: its finding and its number.
struct VersionKey: Sendable {
    let finding: PID
    let number: Int
}

extension VersionCase: Resource {
    typealias Key = VersionKey

    static let path: Path = "/v1/findings/\(.pid(.finding))/versions/\(.number)"

    static func key(_ call: Call) throws -> VersionKey {
        VersionKey(finding: try call[.pid(.finding)], number: try call[.number])
    }

    static func address(_ key: VersionKey) -> String { path.at(key.finding, key.number) }

    static func find(_ key: VersionKey, _ db: Connection) throws -> Self? {
        try FindingStore(db).version(key.finding, key.number)
    }

    static func held(_ key: VersionKey, _ db: Connection) throws -> Self? {
        try FindingStore(db).held(key.finding, key.number)
    }

    func standing(of caller: Caller, _ db: Connection) -> Standing { Standing(of: caller, to: self) }

    func tag(for caller: Caller, _ db: Connection) -> String {
        VersionAnswer.tag(self, actions: VersionAnswer.actions(self, caller))
    }

    func change(since tag: Substring) -> String? { VersionAnswer.change(of: self, since: tag) }

    func answer(to caller: Caller, _ db: Connection) throws -> Answer {
        try VersionAnswer.answer(FindingStore(db).view(findingPID, number).orNotFound(), caller)
    }

    static func answer(_ key: VersionKey, to caller: Caller, _ db: Connection) throws -> Answer? {
        try FindingStore(db).settled(key.finding, key.number).map { VersionAnswer.answer($0, caller) }
    }
}
