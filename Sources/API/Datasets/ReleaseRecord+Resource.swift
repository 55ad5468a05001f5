// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store
import Workflow

extension ReleaseRecord: Resource {
    static let path: Path = DatasetRecord.path + "/releases/\(.number)"
    static let schema = ReleaseFace.shown.schema

    static func key(_ call: Call) throws -> ReleaseReference {
        ReleaseReference(dataset: try call[.pid(.dataset)], sequence: try call[.number])
    }

    static func address(_ key: ReleaseReference) -> String { path.at(key.dataset, key.sequence) }

    static func find(_ key: ReleaseReference, _ db: Connection) throws -> Self? {
        try ReleaseStore(db).release(key.dataset, key.sequence)
    }

    static func held(_ key: ReleaseReference, _ db: Connection) throws -> Self? {
        try ReleaseStore(db).held(key.dataset, key.sequence)
    }

    func standing(of caller: Caller, _ db: Connection) throws -> Standing {
        try Standing(of: caller, to: self, db)
    }

    /// All of it, for who may inspect it.
    func answer(to caller: Caller, _ db: Connection) throws -> Answer {
        .representation(ReleaseFace.shown.json(try ReleaseFace(self, to: caller, db)))
    }
}
