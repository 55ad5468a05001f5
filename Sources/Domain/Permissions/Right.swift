// SPDX-License-Identifier: Apache-2.0

/// Who may bring something about by whatever statement: the permissions once more, as the database asks
/// them of whoever acts.
///
/// The database holds the same table (`rights`), and refuses a move, a decision or an edit of somebody whom
/// it does not name; a test compares the two. The platform's own login may bring everything about.
package struct Right: Hashable, Sendable {
    /// What it is that is brought about.
    package enum Sort: String, CaseIterable, Sendable {
        /// An event of the object's lifecycle.
        case move
        /// A decision on the object that is written down, whatever it moves.
        case decision
        /// A change that moves nothing.
        case edit
    }

    /// What it is that is brought about.
    package let sort: Sort
    /// On what kind of object.
    package let object: ObjectKind
    /// The object's state before.
    package let state: String
    /// The event, or the action that is decided on.
    package let event: String
    /// The names of relations; ``platform`` where it is the platform's work, ``consequence`` where it follows
    /// from what else is so.
    package let who: Set<String>

    /// The platform's own work may.
    package static let platform = "platform"
    /// Whoever acts may, if what it follows from is so.
    package static let consequence = "consequence"

    /// Takes the parts as they are.
    package init(_ sort: Sort, _ object: ObjectKind, _ state: String, _ event: String, _ who: Set<String>) {
        self.sort = sort
        self.object = object
        self.state = state
        self.event = event
        self.who = who
    }
}

extension Right {
    /// Every right there is to these lifecycles' moves, to decisions and to edits.
    package static func all(_ lifecycles: [any Lifecycle.Type]) -> [Right] {
        lifecycles.flatMap { moves($0) } + decisions + edits
    }

    private static func moves<L: Lifecycle>(_: L.Type) -> [Right] {
        L.allCases.flatMap { state in
            L.Event.allCases.filter { state.next($0) != nil }.map { event in
                let who = L.origins(of: event).reduce(into: Set<String>()) {
                    $0.formUnion(entitled(by: $1, to: L.object, in: state.rawValue))
                }
                return Right(.move, L.object, state.rawValue, event.rawValue, who)
            }
        }
    }

    private static func entitled(by origin: Origin, to object: ObjectKind, in state: String) -> Set<String> {
        switch origin {
        case .act(let action):
            entitled(to: action, on: object == .findingVersion ? .finding : object, in: state)
        case .actElsewhere(let kind, let action):
            kind.states.reduce(into: []) { $0.formUnion(entitled(to: action, on: kind, in: $1)) }
        case .platform: [platform]
        case .consequence: [consequence]
        }
    }

    private static func entitled(to action: Action, on kind: ObjectKind, in state: String) -> Set<String> {
        guard let line = Permissions.standard.line(kind, action, in: state), line.possible.contains(state)
        else { return [] }
        return Set(line.claims.map(\.relation.rawValue))
    }

    /// What is written down with a name and a reason.
    private static let decided: [(kind: ObjectKind, actions: [Action])] = [
        (
            .finding,
            [
                .accept, .reject, .requestChanges, .exception, .refuseException, .releaseUnused, .gone,
                .stands,
            ]
        ),
        (.flag, [.uphold, .dismiss]),
        (.publication, [.hide, .takeDown]),
        (.withdrawalNote, [.allow, .refuse]),
        (.problem, [.approve, .return, .cancel]),
        (.release, [.stop, .return, .release, .suspend, .resume, .retire]),
    ]

    private static let decisions = decided.flatMap { kind, actions in
        actions.flatMap { rights(.decision, to: $0, on: kind, in: kind.states) }
    }

    /// Of drafts; what was put before others changes by moves.
    private static let edits = [ObjectKind.finding, .problem, .release].flatMap {
        rights(.edit, to: .edit, on: $0, in: ["draft"])
    }

    private static func rights(_ sort: Sort, to action: Action, on kind: ObjectKind, in states: [String])
        -> [Right]
    {
        states.compactMap { state in
            let who = entitled(to: action, on: kind, in: state)
            let object = kind == .finding ? .findingVersion : kind
            return who.isEmpty ? nil : Right(sort, object, state, action.rawValue, who)
        }
    }
}
