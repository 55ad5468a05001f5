// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension OrganisationRecord: Resource {
    static let path: Path = "/v1/organisations/\(.pid(.organisation))"
    static var schema: Schema { shown.schema }

    static func key(_ call: Call) throws -> PID { try call[.pid(.organisation)] }

    static func find(_ key: PID, _ db: Connection) throws -> Self? {
        try OrganisationStore(db).organisation(key)
    }

    static func held(_ key: PID, _ db: Connection) throws -> Self? { try OrganisationStore(db).held(key) }

    func standing(of caller: Caller, _ db: Connection) throws -> Standing {
        try Standing(deciding: caller, on: self, db)
    }

    func answer(to caller: Caller, _ db: Connection) throws -> Answer {
        let actions = try standing(of: caller, db).events(Organisation.State.Event.self)
        return .representation(Self.shown.json((self, actions)))
    }

    /// Shown alone it says what its reader may do now; in a list it does not.
    static let shown = Representation<(organisation: Self, actions: [String]?)>(
        "Organisation",
        "An organisation on the platform."
    ) {
        Member("pid", .pid(.organisation)) { $0.organisation.pid }
        Member("name", .string) { $0.organisation.name }
        Member("kind", .one(of: Organisation.Kind.self)) { $0.organisation.kind }
        Member("ror", orNull: .ror) { $0.organisation.ror }
        Member("state", .one(of: Organisation.State.self)) { $0.organisation.state }
        Member("created_at", .time) { $0.organisation.createdAt }
        Member("actions", json: .actions, isOptional: true) { $0.actions.map(JSON.actions) }
    }
}
