// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension FlagRecord: Resource {
    static let path: Path = "/v1/flags/\(.pid(.flag))"
    static let schema = FlagView.shown.schema

    static func key(_ call: Call) throws -> PID { try call[.pid(.flag)] }

    static func find(_ key: PID, _ db: Connection) throws -> Self? { try FlagStore(db).flag(key) }

    static func held(_ key: PID, _ db: Connection) throws -> Self? { try FlagStore(db).held(key) }

    func standing(of caller: Caller, _ db: Connection) throws -> Standing {
        try Standing(of: caller, to: self, db)
    }

    func answer(to caller: Caller, _ db: Connection) throws -> Answer {
        .representation(FlagView.shown.json(try FlagView(self, try standing(of: caller, db), db)))
    }

    fileprivate static let shown = Representation<Self> {
        Member("pid", .pid(.flag)) { $0.pid }
        Member("clearance", .pid(.clearance)) { $0.clearancePID }
        Member("file_digest", orNull: .digest) { $0.part.digest }
        Member("member", orNull: .string) { $0.part.pointer }
        Member("passage", orNull: .string) { $0.passage }
        Member("first_byte", .count) { $0.firstByte }
        Member("last_byte", .count) { $0.lastByte }
        Member("category", .one(of: Flag.Category.self)) { $0.category }
        Member("note", .string) { $0.note }
        Member("state", .one(of: Flag.State.self)) { $0.state }
        Member("due_at", orNull: .time) { $0.dueAt }
        Member("answer", orNull: .string) { $0.answer }
    }
}

/// A flag as one of its readers sees it.
struct FlagView: Sendable {
    let flag: FlagRecord
    /// `nil` for all but those who may vote, or decide in their place.
    let votes: FlagVotes?
    let actions: [String]

    init(_ flag: FlagRecord, _ standing: Standing, _ db: Connection) throws {
        self.flag = flag
        votes = try standing.isNeutralJudge ? FlagStore(db).votes(on: flag.id) : nil
        let hasVoted = flag.state == .contested && votes?.own != nil
        let voting = [Flag.State.Event.uphold, .dismiss].map(\.rawValue)
        actions = standing.events(Flag.State.Event.self).filter { !hasVoted || !voting.contains($0) }
    }

    static let shown = Representation<Self>(
        "Flag",
        "An objection to a passage of a file, or of a text of the document."
    ) {
        FlagRecord.shown.of { $0.flag }
        Member("votes", orNull: FlagVotes.shown) { $0.votes }
        Member("actions", json: .actions) { .actions($0.actions) }
    }
}

extension Standing {
    /// Whether the caller is a moderator or an administrator and no party to the case.
    fileprivate var isNeutralJudge: Bool {
        !relations.isDisjoint(with: [.moderator, .admin]) && !relations.contains(.party)
    }
}
