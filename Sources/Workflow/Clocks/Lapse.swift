// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

/// One kind of thing that falls due, and what happens then.
package struct Lapse: Sendable {
    /// Carries out one lapse, if there is one; false when nothing of this kind is due.
    package let once: @Sendable (Connection) throws -> Bool

    /// All kinds, in the order in which the clocks look at them.
    package static let all = [
        vacancies, flags, clearances, screenings, moderations, certificates, of(AccessRequest.State.self),
        of(Problem.State.self) { db, due in try ProblemStore(db).move(due.row, due.event) },
        of(Release.State.self),
        of(Review.State.self) { db, due in try ReviewStore(db).end(due.row, due.event) },
        of(WithdrawalNote.State.self),
        publications, idempotencyKeys,
    ]

    /// What the clock does with the rows of a lifecycle that are due: it moves them, unless
    /// `lapse` does something else.
    private static func of<State: StoredLifecycle>(
        _ type: State.Type,
        _ lapse: @escaping @Sendable (Connection, DueRow<State>) throws -> Void = { db, due in
            try db.move(due.row, due.event)
        }
    ) -> Lapse {
        Lapse { db in
            guard let due = try DueStore(db).next(type) else { return false }
            try lapse(db, due)
            return true
        }
    }

    /// Before the flags, which have their time anew once there are judges.
    private static let vacancies = Lapse { db in
        guard let vacancy = try BenchStore(db).due() else { return false }
        try db.lapse(vacancy)
        return true
    }

    private static let moderations = Lapse { db in
        guard let due = try DueStore(db).moderation() else { return false }
        try db.lapseModeration(of: due.version, due.state)
        return true
    }

    private static let flags = Lapse { db in
        guard let clearance = try DueStore(db).clearanceOfFlags() else { return false }
        try db.lapseFlags(of: clearance)
        return true
    }

    private static let clearances = Lapse { db in
        guard let clearance = try DueStore(db).clearance() else { return false }
        try db.lapse(clearance)
        return true
    }

    private static let screenings = Lapse { db in
        guard let (version, due) = try DueStore(db).screening() else { return false }
        try db.lapse(due, of: version)
        return true
    }

    private static let certificates = Lapse { db in
        guard let certification = try DueStore(db).failedCertification() else { return false }
        try db.lapse(certification)
        return true
    }

    private static let publications = Lapse { db in
        guard let publication = try DueStore(db).publication() else { return false }
        try db.publish(publication)
        return true
    }

    private static let idempotencyKeys = Lapse { db in
        try IdempotencyStore(db).forgetOld()
        return false
    }
}
