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
        var actions: [String] = []
        if view.isAuthor, caller.scopes.contains(.findings) {
            let mine: [Finding.State.Event] = view.state == .publishable ? [] : [.submit, .retract]
            actions += mine.filter { view.state.next($0) != nil }.map(\.rawValue)
            if view.isLatest, mayBeFollowed(view.state) { actions.append("new_version") }
        }
        if view.isNeutralModerator, caller.scopes.contains(.moderate), view.state == .submitted {
            actions += Moderation.Event.allCases.filter { view.moderation?.next($0) != nil }.map(\.rawValue)
            if view.screening == .failed { actions.append(Screening.Event.exception.rawValue) }
        }
        return actions
    }

    /// Whether authors may begin another version after this one.
    static func mayBeFollowed(_ state: Finding.State) -> Bool {
        switch state {
        case .submitted, .changesRequested, .published, .retracted: true
        case .draft, .rejected, .publishable, .withdrawn, .superseded: false
        }
    }
}

/// The look-ups that every change of a finding begins with.
enum FindingRights {
    /// A version, for one of its authors; to all others who see it the change is refused.
    static func authored(_ pid: PID, _ number: Int, _ db: Connection) throws -> VersionView {
        let view = try FindingStore(db).version(pid, number).orNotFound()
        guard view.isAuthor else { throw notAnAuthor }
        return view
    }

    /// A draft, for one of its authors.
    static func draft(_ pid: PID, _ number: Int, _ db: Connection) throws -> VersionView {
        let view = try authored(pid, number, db)
        guard view.state == .draft else {
            throw ProblemDetails.conflict("wrong_state", "A submitted version is fixed; make a new one.")
        }
        return view
    }

    static let notAnAuthor = ProblemDetails.forbidden("role", "Only an author of the finding may do this.")
}
