// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// One kind of thing that falls due, and what happens then.
struct Lapse: Sendable {
    /// Carries out one lapse, if there is one; false when nothing of this kind is due.
    let once: @Sendable (Connection) throws -> Bool

    /// Flags come before the clearances that they stand on: after a time without any server, personal data that was due
    /// to be escalated is, and does not fall to the cap.
    static let all = [
        flags, clearances, accessRequests, problems, releases, reviews, publications, idempotencyKeys,
    ]

    private static let accessRequests = Lapse { db in
        guard let row = try DueStore(db).accessRequest(), let state = AccessRequest.State(rawValue: row.state)
        else {
            return false
        }
        let event: AccessRequest.State.Event = state == .requested ? .lapse : .expire
        try move(row, in: .accessRequests, state, event, db)
        return true
    }

    private static let problems = Lapse { db in
        guard let row = try DueStore(db).problem(), let state = Problem.State(rawValue: row.state) else {
            return false
        }
        try move(row, in: .problems, state, .deadline, db, dueInDays: Deadlines.problemConclusion)
        return true
    }

    private static let releases = Lapse { db in
        guard let row = try DueStore(db).release(), let state = Release.State(rawValue: row.state) else {
            return false
        }
        try move(row, in: .releases, state, state == .measuring ? .fail : .resume, db)
        return true
    }

    private static let reviews = Lapse { db in
        guard let row = try DueStore(db).review(), let state = Review.State(rawValue: row.state) else {
            return false
        }
        _ = try ReviewStore(db).end(ID(rawValue: row.id), as: try state.after(.lapse))
        try AuditLog(db).record(Review.State.Event.lapse.rawValue, Review.State.object, row.subject)
        return true
    }

    private static let publications = Lapse { db in
        let due = DueStore(db)
        guard let row = try due.publication(), let state = PublicationRecord.State(rawValue: row.state) else {
            return false
        }
        try move(row, in: .publications, state, .publish, db)
        guard let version = try due.version(ofPublication: row.id) else { return true }
        _ = try VersionStore(db).move(version.id, from: version.state, to: try version.state.after(.publish))
        try AuditLog(db).record(
            "publish",
            Finding.State.object,
            version.subject,
            ["publication": .string(row.subject)]
        )
        return true
    }

    private static let idempotencyKeys = Lapse { db in
        _ = try IdempotencyStore(db).forgetOld()
        return false
    }

    private static func move<S: Lifecycle>(
        _ row: DueRow,
        in table: DueTable,
        _ state: S,
        _ event: S.Event,
        _ db: Connection,
        dueInDays days: Int? = nil
    ) throws {
        let next = try state.after(event)
        try DueStore(db).move(row, in: table, to: next.rawValue, dueInDays: days)
        try AuditLog(db).record(event.rawValue, S.object, row.subject)
    }
}
