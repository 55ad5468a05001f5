// SPDX-License-Identifier: Apache-2.0

/// The table of permissions: the code asks it, the reference page is made of it, and a
/// test walks it cell by cell.
package struct Permissions: Sendable {
    /// Where a line or a sight is looked up.
    private struct Place: Hashable {
        let kind: ObjectKind
        let state: String
    }

    /// Who may do what; within a kind the reference page keeps this order.
    package let lines: [Permission]
    /// Who knows of what; those about the same kind and state add up.
    package let sights: [Sight]
    private var found: [Place: [Action: Permission]] = [:]
    private var seen: [Place: Set<Relation>] = [:]

    /// Makes the table: of lines about the same kind, action and state the last one counts, sights add up.
    package init(_ lines: [Permission], _ sights: [Sight]) {
        self.lines = lines
        self.sights = sights
        for line in lines {
            for state in line.states {
                found[Place(kind: line.kind, state: state), default: [:]][line.action] = line
            }
        }
        for sight in sights {
            for state in sight.states {
                seen[Place(kind: sight.kind, state: state), default: []].formUnion(sight.relations)
            }
        }
    }

    /// The table of this platform.
    package static let standard = Permissions(
        platform + organisations + datasets + releases + accessRequests + problems + findings
            + authorInvitations + moderation
            + reviews + clearances + publications + withdrawalNotes,
        sights
    )

    /// The table with the opposite answer to one question: what a test of the test needs.
    package func replacing(_ kind: ObjectKind, _ action: Action, with line: Permission) -> Self {
        Self(lines.filter { $0.kind != kind || $0.action != action } + [line], sights)
    }

    /// The line about an action on an object of this kind in this state; `nil` when there is none.
    package func line(_ kind: ObjectKind, _ action: Action, in state: String) -> Permission? {
        found[Place(kind: kind, state: state)]?[action]
    }

    /// Who knows of objects of this kind in this state; empty when the table says nothing of it.
    package func sight(of kind: ObjectKind, in state: String) -> Set<Relation> {
        seen[Place(kind: kind, state: state)] ?? []
    }

    /// Whether somebody with these relations and scopes may act; what the table does not know is hidden.
    ///
    /// The token is asked first, then whether the object is known, then the claims, then neutrality, and the
    /// state last. `relations` has `anonymous` exactly when there is no token; `scopes` is empty then.
    package func verdict(
        _ action: Action,
        on kind: ObjectKind,
        in state: String,
        by relations: Set<Relation>,
        _ scopes: Set<Scope>
    ) -> Verdict {
        guard let line = line(kind, action, in: state) else { return .refused(.hidden) }
        if relations.contains(.anonymous) {
            if case .scope = line.credentials { return .unauthorized }
        } else if let scope = line.credentials.scope, !scopes.contains(scope) {
            return .refused(.scope)
        }
        guard !(line.known ?? sight(of: kind, in: state)).isDisjoint(with: relations) else {
            return .refused(.hidden)
        }
        let claims = line.claims.filter {
            relations.contains($0.relation) && ($0.scopes.isEmpty || !$0.scopes.isDisjoint(with: scopes))
        }
        guard !claims.isEmpty else { return .refused(line.refusal) }
        guard claims.contains(where: { !$0.isNeutral || !relations.contains(.party) }) else {
            return .refused(.conflictOfInterest)
        }
        return line.possible.contains(state) ? .allowed : .wrongState(line.impossible)
    }
}

/// How a caller stands to one object: found once, then asked about each action.
package struct Standing: Sendable {
    /// What sort of thing the object is.
    package let kind: ObjectKind
    /// The object's state by its raw value, one of `kind.states`.
    package let state: String
    /// All that the caller is to the object; `anonymous` when there is no token.
    package let relations: Set<Relation>
    /// What the token covers; empty when there is none.
    package let scopes: Set<Scope>

    /// The standing of a caller with these relations and scopes; `state` is left out for
    /// a kind that has no states.
    package init(
        _ kind: ObjectKind,
        in state: String = ObjectKind.always,
        by relations: Set<Relation>,
        _ scopes: Set<Scope>
    ) {
        self.kind = kind
        self.state = state
        self.relations = relations
        self.scopes = scopes
    }

    /// The same standing, of a caller who is `relation` as well.
    package func adding(_ relation: Relation) -> Self {
        Self(kind, in: state, by: relations.union([relation]), scopes)
    }

    /// The standing of somebody to whom row security has shown the object.
    ///
    /// They are `relation` to it when no other relation of theirs lets them know of it.
    package func seen(as relation: Relation) -> Self {
        let sight = Permissions.standard.sight(of: kind, in: state)
        return sight.isDisjoint(with: relations) ? adding(relation) : self
    }

    /// What the platform's own table answers about the action.
    package func verdict(_ action: Action) -> Verdict {
        Permissions.standard.verdict(action, on: kind, in: state, by: relations, scopes)
    }

    /// Whether the caller may take the action now.
    package func may(_ action: Action) -> Bool {
        verdict(action) == .allowed
    }

    /// Those of the events, by their names in the domain, that the caller may bring about now.
    package func events<E: CaseIterable & RawRepresentable<String>>(_ type: E.Type) -> [String] {
        E.allCases.map(\.rawValue).filter { name in Action(rawValue: name).map(may) ?? false }
    }
}
