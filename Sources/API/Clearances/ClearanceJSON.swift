// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// How clearances and flags are answered.
enum ClearanceJSON {
    static func answer(_ clearance: ClearanceRecord, _ caller: Caller, _ db: Connection) throws -> Answer {
        let flags = try FlagStore(db).flags(of: clearance.id)
        let files = try FindingFileStore(db).files(of: clearance.version)
        let actions = try Standing(of: caller, to: clearance, db).events(Clearance.State.Event.self)
        let json = summary(clearance)
            .adding("abstract", .string(clearance.abstract))
            .adding("flags", .array(flags.map(flag)))
            .adding("files", .array(files.map(FindingFileRecord.shown.json)))
            .adding("actions", .actions(actions))
        return .representation(json)
    }

    static func summary(_ clearance: ClearanceRecord) -> JSON {
        let json: JSON = [
            "pid": .text(clearance.pid),
            "finding": .text(clearance.findingPID),
            "version": .integer(Int64(clearance.number)),
            "title": .string(clearance.title),
            "thesis": .bool(clearance.isThesis),
            "organisation": .text(clearance.organisationPID),
            "organisation_name": .string(clearance.organisationName),
            "state": .string(clearance.state.rawValue),
        ]
        return
            json
            .adding("outcome", .text(clearance.outcome?.rawValue))
            .adding("noticed_at", .text(clearance.noticedAt))
            .adding("first_noticed_at", .text(clearance.firstNoticedAt))
            .adding("due_at", .text(clearance.dueAt))
            .adding("cap_at", .text(clearance.capAt))
            .adding("extended_at", .text(clearance.extendedAt))
            .adding("decided_at", .text(clearance.decidedAt))
    }

    static func flag(_ flag: FlagRecord) -> JSON {
        [
            "pid": .text(flag.pid),
            "clearance": .text(flag.clearancePID),
            "file_digest": .text(flag.fileDigest),
            "first_byte": .integer(flag.firstByte),
            "last_byte": .integer(flag.lastByte),
            "category": .string(flag.category.rawValue),
            "note": .string(flag.note),
            "state": .string(flag.state.rawValue),
            "due_at": .text(flag.dueAt),
            "answer": .text(flag.answer),
        ]
    }
}
