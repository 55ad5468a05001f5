// SPDX-License-Identifier: Apache-2.0
import Domain

/// The callers that the walk sends: each stands for all who are the same to an object.
enum Persona: Hashable, Sendable {
    case anonymous
    /// With a role in an organisation that has nothing to do with the object.
    case foreign(MembershipRole)
    /// With a role in the object's organisation.
    case home(MembershipRole)
    case author, coauthor, circle, grantee
    /// Asked to review each finding that is no draft.
    case assigned
    /// Appointed to judge each finding.
    case appointed
    case moderator, partialModerator, admin, partialAdmin
    /// Everything at once, with a token that lacks the one scope that is needed.
    case narrowed
    case suspended, revoked

    static let all: [Persona] =
        [.anonymous] + MembershipRole.allCases.map(Persona.foreign)
        + MembershipRole.allCases.map(Persona.home)
        + [
            .author, .coauthor, .circle, .grantee, .assigned, .appointed, .moderator, .partialModerator,
            .admin,
            .partialAdmin,
        ]
        + [.narrowed, .suspended, .revoked]

    /// The roles in the object's organisation.
    var homeRoles: [MembershipRole] {
        switch self {
        case .home(let role): [role]
        case .partialModerator, .partialAdmin: [.reviewer]
        default: []
        }
    }

    /// What the persona is to an object of this kind in this state.
    func relations(to kind: ObjectKind, in state: String) -> Set<Relation> {
        var relations: Set<Relation> = [.person]
        switch self {
        case .anonymous, .narrowed, .suspended, .revoked: return [.anonymous]
        case .foreign(let role), .home(let role):
            if role == .researcher { relations.insert(.anyResearcher) }
        case .author, .coauthor:
            relations.insert(.anyResearcher)
            let isOne =
                Self.authored.contains(kind) && (self == .author || !Self.ofOne.contains(kind))
            if isOne { relations.formUnion([.author, .party]) }
        case .circle:
            relations.formUnion(kind == .restrictedProblem ? [.circle, .anyResearcher] : [.anyResearcher])
        case .grantee:
            relations.formUnion(kind == .release ? [.grantee, .anyResearcher] : [.anyResearcher])
        case .assigned:
            if kind == .finding && state != "draft" || kind == .review { relations.insert(.assignedReviewer) }
        case .appointed:
            if kind == .platform { relations.insert(.appointed) }
            if Self.judged.contains(kind) { relations.insert(.moderator) }
        case .moderator: relations.insert(.moderator)
        case .partialModerator: relations.insert(.moderator)
        case .admin, .partialAdmin: relations.insert(.admin)
        }
        let isInactive = kind == .organisation && state != Organisation.State.active.rawValue
        if !homeRoles.isEmpty, kind != .platform, kind != .token, !isInactive {
            relations.formUnion(homeRoles.map(\.relation) + [.member])
            if kind != .accessRequest { relations.insert(.party) }
        }
        // There is another one who is not.
        if self == .partialAdmin, kind == .organisation { relations.insert(.party) }
        let speaks = homeRoles.contains(.owner) || homeRoles.contains(.clearanceOfficer)
        if speaks, Self.cleared.contains(kind) { relations.insert(.provider) }
        return relations
    }

    /// The kinds to whose objects the persona of an author has the relation.
    private static let authored: Set<ObjectKind> = [
        .finding, .clearance, .flag, .review, .publication, .withdrawalNote, .accessRequest, .token,
        .authorInvitation,
    ]
    /// Those that are one person's.
    private static let ofOne: Set<ObjectKind> = [.accessRequest, .token, .authorInvitation]
    private static let judged: Set<ObjectKind> = [
        .finding, .clearance, .flag, .review, .publication, .withdrawalNote,
    ]
    private static let cleared: Set<ObjectKind> = [
        .organisation, .finding, .clearance, .flag, .publication,
    ]

    /// What the table says that the persona is answered.
    func verdict(_ table: Permissions, _ line: Permission, in state: String) -> Verdict {
        let needsNone = line.credentials == .none
        switch self {
        case .suspended, .revoked: if !needsNone { return .unauthorized }
        case .narrowed: if !needsNone { return .refused(.scope) }
        default: break
        }
        let relations = relations(to: line.kind, in: state)
        let scopes = relations.contains(.anonymous) ? [] : Set(Scope.allCases)
        return table.verdict(line.action, on: line.kind, in: state, by: relations, scopes)
    }
}
