// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension DatasetRecord: Resource {
    static let path: Path = "/v1/datasets/\(.pid(.dataset))"
    static let schema = DatasetFace.shown.schema

    static func key(_ call: Call) throws -> PID { try call[.pid(.dataset)] }

    static func find(_ key: PID, _ db: Connection) throws -> Self? { try DatasetStore(db).dataset(key) }

    static func held(_ key: PID, _ db: Connection) throws -> Self? { try DatasetStore(db).held(key) }

    func standing(of caller: Caller, _ db: Connection) -> Standing {
        Standing(of: caller, to: state, of: organisation)
    }

    /// All of it, for who may inspect it.
    func answer(to caller: Caller, _ db: Connection) throws -> Answer {
        let standing = standing(of: caller, db)
        let face = DatasetFace(
            self,
            try ReleaseStore(db).releases(of: id),
            actions: [Action.beginRelease].filter(standing.may).map(\.rawValue)
        )
        return .representation(DatasetFace.shown.json(face))
    }
}
