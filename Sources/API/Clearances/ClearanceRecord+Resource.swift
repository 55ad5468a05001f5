// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store
import Workflow

/// A clearance with what hangs on it, as one of its readers sees it.
struct ClearanceView: Sendable {
    let clearance: ClearanceRecord
    let flags: [FlagView]
    let files: [FindingFileRecord]
    /// What is said in the version beside its files.
    let members: [Description.Member]
    let actions: [String]
}

extension ClearanceRecord: Resource {
    static let path: Path = "/v1/clearances/\(.pid(.clearance))"
    static let schema = shown.schema

    static func key(_ call: Call) throws -> PID { try call[.pid(.clearance)] }

    static func find(_ key: PID, _ db: Connection) throws -> Self? { try ClearanceStore(db).clearance(key) }

    static func held(_ key: PID, _ db: Connection) throws -> Self? { try ClearanceStore(db).held(key) }

    func standing(of caller: Caller, _ db: Connection) throws -> Standing {
        try Standing(of: caller, to: self, db)
    }

    func answer(to caller: Caller, _ db: Connection) throws -> Answer {
        let standing = try standing(of: caller, db)
        let view = ClearanceView(
            clearance: self,
            flags: try FlagStore(db).flags(of: id).map { try FlagView($0, standing.to($0), db) },
            files: try FindingFileStore(db).files(of: version),
            members: try Description(of: version, db)?.members ?? [],
            actions: standing.events(Clearance.State.Event.self)
        )
        return .representation(Self.shown.json(view))
    }

    static let summary = Representation<Self>("ClearanceSummary", "A provider's gate on one version.") {
        Member("pid", .pid(.clearance)) { $0.pid }
        Member("finding", .pid(.finding)) { $0.findingPID }
        Member("version", .ordinal) { $0.number }
        Member("title", .string) { $0.title }
        Member("thesis", .bool) { $0.isThesis }
        Member("organisation", .pid(.organisation)) { $0.organisationPID }
        Member("organisation_name", .string) { $0.organisationName }
        Member("state", .one(of: Clearance.State.self)) { $0.state }
        Member("outcome", orNull: .one(of: Clearance.Outcome.self)) { $0.outcome }
        Member("noticed_at", .time) { $0.noticedAt }
        Member("first_noticed_at", .time) { $0.firstNoticedAt }
        Member("due_at", orNull: .time) { $0.dueAt }
        Member("cap_at", .time) { $0.capAt }
        Member("flagging_ends_at", .time) { ClearanceClock.flaggingEnds(cap: $0.capAt) }
        Member("extended_at", orNull: .time) { $0.extendedAt }
        Member("decided_at", orNull: .time) { $0.decidedAt }
        Member("carried_from", orNull: .ordinal) { $0.carriedFrom?.number }
    }

    static let shown = Representation<ClearanceView>(
        "Clearance",
        "A provider's gate on one version, with its objections."
    ) {
        summary.of { $0.clearance }
        Member("abstract", .string) { $0.clearance.abstract }
        Member("flags", listOf: FlagView.shown) { $0.flags }
        Member("files", listOf: FindingFileRecord.shown) { $0.files }
        Member("members", listOf: Description.Member.shown) { $0.members }
        Member("actions", json: .actions) { .actions($0.actions) }
    }
}

extension Description.Member {
    fileprivate static let shown = Representation<Self> {
        API.Member("member", .string) { $0.pointer }
        API.Member("text", .string) { $0.text }
    }
}
