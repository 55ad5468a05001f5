// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension FlagRecord: Resource {
    static let path: Path = "/v1/flags/\(.pid(.flag))"
    static let schema = shown.schema

    static func key(_ call: Call) throws -> PID { try call[.pid(.flag)] }

    static func find(_ key: PID, _ db: Connection) throws -> Self? { try FlagStore(db).flag(key) }

    static func held(_ key: PID, _ db: Connection) throws -> Self? { try FlagStore(db).held(key) }

    func standing(of caller: Caller, _ db: Connection) throws -> Standing {
        try Standing(of: caller, to: self, db)
    }

    func answer(to caller: Caller, _ db: Connection) throws -> Answer {
        .representation(Self.shown.json(Offered(self, try standing(of: caller, db))))
    }

    static let shown = Representation<Offered<Self>>("Flag", "An objection to a passage of a file.") {
        Member("pid", .pid(.flag)) { $0.pid }
        Member("clearance", .pid(.clearance)) { $0.clearancePID }
        Member("file_digest", .digest) { $0.fileDigest }
        Member("first_byte", .count) { $0.firstByte }
        Member("last_byte", .count) { $0.lastByte }
        Member("category", .one(of: Flag.Category.self)) { $0.category }
        Member("note", .string) { $0.note }
        Member("state", .one(of: Flag.State.self)) { $0.state }
        Member("due_at", orNull: .time) { $0.dueAt }
        Member("answer", orNull: .string) { $0.answer }
        Member.actions()
    }
}

extension Offered<FlagRecord> {
    init(_ flag: FlagRecord, _ standing: Standing) {
        self.init(flag, standing.events(Flag.State.Event.self))
    }
}
