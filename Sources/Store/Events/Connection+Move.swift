// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres

/// A row was no longer in the state in which it was read: somebody else was faster.
package struct LostRace: Error, Hashable, Sendable {
    /// What kind of object the row is of.
    package let object: ObjectKind

    /// Takes the kind of the row's object.
    package init(object: ObjectKind) {
        self.object = object
    }
}

/// When a row is due in the state to which it moves.
package enum Due: Sendable {
    /// Nobody is waited for.
    case never
    /// So many days from now, by the platform's clock.
    case days(Int)
    case at(Instant)
    /// Of the row's own columns.
    case sql(SQL)

    var sql: SQL {
        switch self {
        case .never: "NULL"
        case .days(let days): "platform_now() + make_interval(days => \(Int32(days)))"
        case .at(let instant): "\(instant)"
        case .sql(let sql): sql
        }
    }
}

extension Connection {
    /// Moves a row along its lifecycle; the database writes down that it moved, in the same statement,
    /// with the transaction's actor.
    ///
    /// Without `due` whoever is waited for then has the days of the new state, where it says how many.
    ///
    /// `changes` are further assignments, `conditions` what else must still be so, `details` go into the
    /// audit. The state that the row is in now.
    ///
    /// Rule R6: a move and its event are one statement, a lost race throws, and no result can be dropped.
    ///
    /// - Throws: `TransitionRefused` when the event cannot happen in the state that was read, `LostRace` when
    ///   the row is no longer in it, or the actor may not see it.
    @discardableResult
    package func move<State: StoredLifecycle>(
        _ row: Subject<State>,
        _ event: State.Event,
        due: Due? = nil,
        set changes: [SQL] = [],
        only conditions: [SQL] = [],
        _ details: JSON = [:]
    ) throws -> State {
        let next = try row.state.after(event)
        let due = due ?? next.days.map(Due.days) ?? .never
        let timed: [SQL] = State.isTimed ? ["due_at = \(due.sql)"] : []
        let assignments = (["state = \(next)"] + timed + changes).joined(separator: ", ")
        let read: [SQL] = ["\(State.key) = \(row.key)", "state = \(row.state)"]
        let moved = try execute(
            """
            WITH said AS MATERIALIZED (
                SELECT set_config('app.move', \(Self.said(State.object, event, details)), true)
            )
            UPDATE \(State.table) SET \(assignments) FROM said
            WHERE \((read + conditions).joined(separator: " AND "))
            """
        )
        guard moved == 1 else { throw LostRace(object: State.object) }
        return next
    }

    /// Moves a row that the actor may no longer see then, which row security forbids to an UPDATE.
    ///
    /// A function of the database's owner does it, for an actor who sees the row as it is now; only versions
    /// of findings, and problems, are moved so.
    ///
    /// - Throws: as ``move(_:_:due:set:only:_:)`` does.
    @discardableResult
    package func moveOutOfSight<State: StoredLifecycle>(
        _ row: Subject<State>,
        _ event: State.Event,
        _ details: JSON = [:]
    ) throws -> State {
        let next = try row.state.after(event)
        let moved: Int? = try scalar(
            """
            WITH said AS MATERIALIZED (
                SELECT set_config('app.move', \(Self.said(State.object, event, details)), true) AS move
            )
            SELECT move_out_of_sight(\(State.object), \(row.key), \(row.state), \(next)) FROM said
            WHERE move <> ''
            """
        )
        guard moved == 1 else { throw LostRace(object: State.object) }
        return next
    }

    /// The first row of `sql`, read after `lock` has waited for whoever has the row
    /// in hand, in one round trip.
    ///
    /// They are two statements, since one would see, beside the row that it waited for, all
    /// others as they were before.
    package func first<R: Record>(_ sql: SQL, holding lock: SQL) throws(PostgresError) -> R? {
        try queryAll([lock, sql]).last?.first()
    }

    /// Runs an UPDATE that is to hit one row of an object.
    ///
    /// - Throws: `LostRace` when it hits none, or more.
    package func hit(_ object: ObjectKind, _ update: SQL) throws {
        guard try execute(update) == 1 else { throw LostRace(object: object) }
    }

    /// Records what happened to the object with the public id `subject` without moving it; the
    /// actor is the transaction's.
    ///
    /// The database refuses a fact of the platform's when it is not the platform that has signed in, and any
    /// when nobody has; as of every statement that nobody waits for, the next one, or the transaction's end,
    /// tells.
    package func record(_ fact: Fact, _ subject: String, _ details: JSON = [:]) throws {
        try executeLater(
            """
            SELECT record_fact(
                \(fact.action), \(fact.object), \(subject), \(RawJSON(details.canonical))::jsonb
            )
            """
        )
    }

    /// Records that a request, by its method and path, was refused to the transaction's
    /// actor for the reason `code`.
    package func recordRefusal(of request: String, code: String) throws {
        let _: ResultSet = try query("SELECT record_refusal(\(request), \(code))")
    }

    /// What the database is told of a move.
    private static func said<Event: RawRepresentable<String>>(
        _ object: ObjectKind,
        _ event: Event,
        _ details: JSON
    ) -> String {
        said(object, event.rawValue, details)
    }

    /// What the database is told of a change that it writes down by itself.
    static func said(_ object: ObjectKind, _ event: String, _ details: JSON) -> String {
        let said: JSON = ["object": .string(object.rawValue), "event": .string(event), "details": details]
        return String(decoding: said.canonical, as: UTF8.self)
    }
}
