// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// An administrator's move of a row from the command line, with its reason.
enum AdminMove {
    /// The state that the row is in then.
    ///
    /// - Throws: `Refused`, in words, when the event cannot happen now.
    static func move<State: StoredLifecycle>(
        _ row: Subject<State>,
        _ event: State.Event,
        of pid: PID,
        because reason: String,
        _ db: Connection
    ) throws -> State {
        do {
            return try db.move(row, event, ["reason": .string(reason)])
        } catch is TransitionRefused {
            throw Refused("\(pid) is \(row.state.rawValue).")
        } catch is LostRace {
            throw Refused("\(pid) changed in the meantime.")
        }
    }
}
