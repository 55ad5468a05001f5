// SPDX-License-Identifier: Apache-2.0

/// What an action asks of the token, before anything is looked at.
package enum Credentials: Hashable, Sendable {
    /// No token is looked at.
    case none
    /// None is needed; one that is sent has to cover `read`.
    case optional
    case scope(Scope)

    /// The scope that a token needs if it is sent; `nil` when no token is looked at.
    package var scope: Scope? {
        switch self {
        case .none: nil
        case .optional: .read
        case .scope(let scope): scope
        }
    }
}

/// One way to be entitled to an action.
package struct Claim: Hashable, Sendable {
    /// What the caller has to be to the object.
    package let relation: Relation
    /// The token covers one of these besides the action's scope; empty when that is enough.
    package let scopes: Set<Scope>
    /// A party to the case has no say in it.
    package let isNeutral: Bool

    private init(_ relation: Relation, _ scopes: Set<Scope> = [], isNeutral: Bool = false) {
        self.relation = relation
        self.scopes = scopes
        self.isNeutral = isNeutral
    }

    /// Entitled by the relation alone, a party to the case too.
    package static func any(_ relation: Relation) -> Self { Self(relation) }

    /// Entitled by the relation, unless the caller is also a party to the case.
    package static func neutral(_ relation: Relation) -> Self { Self(relation, isNeutral: true) }

    /// The same claim for tokens that cover at least one of these besides the action's scope.
    package func covering(_ scopes: Scope...) -> Self {
        Self(relation, Set(scopes), isNeutral: isNeutral)
    }
}

/// What somebody is told who knows of an object and may not act on it.
package enum Refusal: String, CaseIterable, Sendable {
    case role, scope
    case conflictOfInterest = "conflict_of_interest"
    case agreementRequired = "agreement_required"
    case notReleased = "not_released"
    case suspended
    case retired
    case hiddenForNow = "hidden_for_now"
    case withdrawn
    /// As if there were nothing.
    case hidden
    /// The public side only.
    case publicSide = "public_side"
}

/// The answer of the table to one question.
package enum Verdict: Hashable, Sendable {
    case allowed
    /// The caller has the right, but the action cannot happen in the object's state;
    /// with the code of the refusal.
    case wrongState(String)
    case refused(Refusal)
    case unauthorized
}

/// One line of the table: who may take an action on objects of one kind in some of their states.
package struct Permission: Sendable {
    /// The kind of object that this line speaks of.
    package let kind: ObjectKind
    /// What may be done to it.
    package let action: Action
    /// What is asked of the token before any claim is looked at.
    package let credentials: Credentials
    /// The states that this line speaks of, by their raw values.
    package let states: Set<String>
    /// Any of these is enough; when there is none, nobody may act and all are told the refusal.
    package let claims: [Claim]
    /// Those among `states` in which the action can happen.
    package let possible: Set<String>
    /// The code of the refusal in the others, such as `wrong_state`.
    package let impossible: String
    /// What those are told who know of the object and have no claim.
    package let refusal: Refusal
    /// Who knows of the object as far as this action is concerned; `nil` for everybody who sees it.
    package let known: Set<Relation>?

    /// A line about `states`, and `only` those of them in which the action can happen.
    ///
    /// Where `states` is `nil` all states of the kind are meant, where `only` is `nil` all of `states`. Where
    /// `known` is `nil` the sights decide.
    package init(
        _ kind: ObjectKind,
        _ action: Action,
        _ credentials: Credentials,
        by claims: [Claim],
        states: Set<String>? = nil,
        only possible: Set<String>? = nil,
        elsewhere impossible: String = "wrong_state",
        refusing refusal: Refusal = .role,
        knownTo known: Set<Relation>? = nil
    ) {
        self.kind = kind
        self.action = action
        self.credentials = credentials
        self.states = states ?? Set(kind.states)
        self.claims = claims
        self.possible = possible ?? self.states
        self.impossible = impossible
        self.refusal = refusal
        self.known = known
    }

    /// States by their names.
    static func these<S: RawRepresentable<String>>(_ states: S...) -> Set<String> {
        Set(states.map(\.rawValue))
    }

    /// The states in which a lifecycle knows the event.
    static func when<L: Lifecycle>(_ event: L.Event, _: L.Type = L.self) -> Set<String> {
        Set(L.allCases.filter { $0.next(event) != nil }.map(\.rawValue))
    }
}

/// Who knows of objects of one kind in some of their states; to all others they are hidden.
package struct Sight: Sendable {
    /// The kind of object that is known of.
    package let kind: ObjectKind
    /// The states in which it is known of, by their raw values.
    package let states: Set<String>
    /// Who knows of it: any one of these relations is enough.
    package let relations: Set<Relation>

    init(_ kind: ObjectKind, in states: Set<String>? = nil, by relations: Set<Relation>) {
        self.kind = kind
        self.states = states ?? Set(kind.states)
        self.relations = relations
    }

    /// With or without a token.
    static let everybody: Set<Relation> = [.anonymous, .person]
}
