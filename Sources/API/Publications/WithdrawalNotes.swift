// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/publications/{pid}/note`: what authors add in words to a withdrawal, until a moderator has let it be
/// seen with the tombstone.
enum WithdrawalNotes {
    static let routes: [Route] = [
        .show(WithdrawalNoteRecord.self, "getWithdrawalNote", "The note of a withdrawal", .publications),
        decide(.allow, .allow, "allowNote", "Let the note of a withdrawal be seen"),
        decide(.refuse, .refuse, "refuseNote", "Keep the note of a withdrawal from being seen"),
    ]

    private static func decide(
        _ event: WithdrawalNote.State.Event,
        _ action: Action,
        _ id: String,
        _ summary: String
    ) -> Route {
        .act(action, id, summary, .moderation, scope: .moderate, .reason) {
            (note: WithdrawalNoteRecord, reason, caller, db) in
            try db.decide(event, on: note, by: caller.person, because: reason)
        }
    }
}

extension WithdrawalNoteRecord: Resource {
    static let path = PublicationRoutes.path + "/note"
    static var schema: Schema { shown.schema }

    static func key(_ call: Call) throws -> PID { try call[.pid(.publication)] }

    static func find(_ key: PID, _ db: Connection) throws -> Self? {
        try WithdrawalNoteStore(db).note(on: key)
    }

    static func held(_ key: PID, _ db: Connection) throws -> Self? { try WithdrawalNoteStore(db).held(key) }

    func standing(of caller: Caller, _ db: Connection) throws -> Standing {
        try Standing(of: caller, to: self, db)
    }

    func answer(to caller: Caller, _ db: Connection) throws -> Answer {
        let actions = try standing(of: caller, db).events(WithdrawalNote.State.Event.self)
        return .representation(Self.shown.json(Offered(self, actions)))
    }

    private static let shown = Representation<Offered<Self>>("WithdrawalNote", "The note of a withdrawal.") {
        Member("publication", .pid(.publication)) { $0.pid }
        Member("state", .one(of: WithdrawalNote.State.self)) { $0.state }
        Member("text", .string) { $0.text }
        Member("cause", orNull: .string) { $0.cause }
        Member("due_at", orNull: .time) { $0.dueAt }
        Member("created_at", .time) { $0.createdAt }
        Member.actions()
    }
}
