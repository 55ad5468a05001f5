// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// How a version of a finding is answered: PostgreSQL's object with the caller's `actions` put in.
enum VersionAnswer {
    static func answer(_ view: VersionView, _ caller: Caller) -> Answer {
        answer(view, actions: actions(view, caller))
    }

    static func answer(_ view: VersionView, actions: [String]) -> Answer {
        var body = view.body.bytes
        // The object ends with its brace; what follows is put before it.
        body.removeLast()
        body += Array(",\"actions\":".utf8)
        JSON.actions(actions).write(into: &body)
        body.append(UInt8(ascii: "}"))
        return .representation(bytes: body)
    }

    /// The events, by their names in the domain, that the caller may bring about now.
    static func actions(_ view: VersionView, _ caller: Caller) -> [String] {
        let standing = Standing(of: caller, to: view)
        let gates =
            Moderation.Event.allCases.filter { view.moderation?.next($0) != nil }.map(\.action)
            + (view.screening == .failed ? [.exception] : [])
        let actions: [Action] = [.submit, .retract] + gates + (view.isLatest ? [.newVersion] : [])
        return actions.filter(standing.may).map(\.rawValue)
    }
}

/// The look-ups that every change of a finding begins with.
enum FindingRights {
    /// A version and how the caller stands to it, with a right to the action.
    static func version(_ pid: PID, _ number: Int, _ action: Action, _ caller: Caller, _ db: Connection)
        throws
        -> (VersionView, Standing)
    {
        let view = try FindingStore(db).version(pid, number).orNotFound()
        let standing = Standing(of: caller, to: view)
        try standing.require(action)
        return (view, standing)
    }
}
