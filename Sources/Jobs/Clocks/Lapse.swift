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
        flags, clearances, of(AccessRequest.State.self), problems, of(Release.State.self), reviews,
        publications, idempotencyKeys,
    ]

    /// What the clock does with a lifecycle that has nothing to do besides.
    private static func of<State: StoredLifecycle>(_ type: State.Type) -> Lapse {
        Lapse { db in
            guard let due = try DueStore(db).next(type) else { return false }
            try db.move(due.row, due.event)
            return true
        }
    }

    private static let problems = Lapse { db in
        guard let due = try DueStore(db).next(Problem.State.self) else { return false }
        try ProblemStore(db).move(due.row, due.event)
        return true
    }

    private static let reviews = Lapse { db in
        guard let due = try DueStore(db).next(Review.State.self) else { return false }
        try ReviewStore(db).end(due.row, due.event)
        return true
    }

    /// A publication and its version become public together or not at all.
    private static let publications = Lapse { db in
        guard let due = try DueStore(db).publication() else { return false }
        try db.move(due.row, .publish)
        try db.move(due.versionRow, .publish, ["publication": .string(due.pid.description)])
        return true
    }

    private static let idempotencyKeys = Lapse { db in
        try IdempotencyStore(db).forgetOld()
        return false
    }
}
