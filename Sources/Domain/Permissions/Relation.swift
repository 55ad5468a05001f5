// SPDX-License-Identifier: Apache-2.0

/// What a caller is to an object; a caller is often several things at once.
package enum Relation: String, CaseIterable, Sendable {
    /// Without a token.
    case anonymous
    /// Signed in, whoever it is.
    case person
    /// With a role, whichever, in the object's organisation while that is active.
    case member
    // With this role in the object's organisation while that is active.
    case owner
    case dataOfficer = "data_officer"
    case clearanceOfficer = "clearance_officer"
    case problemOwner = "problem_owner"
    case researcher
    case reviewer
    /// A researcher of any active organisation.
    case anyResearcher = "any_researcher"
    /// Of a finding, one of its authors; of an invitation to be one, who is invited; of a request, who asked;
    /// of a token, its holder.
    case author
    /// In an organisation of a problem's circle.
    case circle
    /// With a live grant for the release.
    case grantee
    /// An owner or clearance officer of the organisation that was asked to clear the version, or of the
    /// organisation itself, active or not.
    case provider
    /// Asked to review the version, without having declined or let the time pass.
    case assignedReviewer = "assigned_reviewer"
    /// Appointed to judge a finding, whichever.
    case appointed
    /// By the role, or by standing in for a moderator in one finding: who is appointed, and administrators
    /// where too few moderators are neutral or none has decided in time.
    case moderator
    /// By the role; of one finding also who is appointed, where no administrator is neutral.
    case admin
    /// A party to the case: an author, or somebody of an organisation that is a party, whatever state
    /// person and organisation are in.
    ///
    /// Rule R2: use and interest are history. Asked is who ever was one, not who is one now; the function
    /// `parties_of` of the database knows.
    case party

    /// Who has the relation, as words that fit into a sentence.
    package var phrase: String {
        switch self {
        case .anonymous: "anybody"
        case .person: "a signed-in person"
        case .member: "a member of the organisation"
        case .owner: "an owner of the organisation"
        case .dataOfficer: "a data officer of the organisation"
        case .clearanceOfficer: "a clearance officer of the provider"
        case .problemOwner: "a problem owner of the organisation"
        case .researcher: "a researcher of the organisation"
        case .reviewer: "a reviewer of the organisation"
        case .anyResearcher: "a researcher of an active organisation"
        case .author: "an author"
        case .circle: "a member of the circle"
        case .grantee: "who was granted access"
        case .provider: "an owner or clearance officer of the provider"
        case .assignedReviewer: "the reviewer who was asked"
        case .appointed: "who is appointed to judge a finding"
        case .moderator: "a moderator"
        case .admin: "an administrator"
        case .party: "a party"
        }
    }
}

extension MembershipRole {
    /// What somebody with this role in an object's organisation is to the object.
    package var relation: Relation {
        switch self {
        case .owner: .owner
        case .dataOfficer: .dataOfficer
        case .clearanceOfficer: .clearanceOfficer
        case .problemOwner: .problemOwner
        case .researcher: .researcher
        case .reviewer: .reviewer
        }
    }
}

extension Caller {
    /// What the caller is to everything, and to what belongs to `organisation`.
    ///
    /// What depends on the object itself, such as being its author or a party, is not among them.
    package func relations(to organisation: ID<Organisation>? = nil) -> Set<Relation> {
        var relations: Set<Relation> = [.person]
        if isModerator { relations.insert(.moderator) }
        if isAdmin { relations.insert(.admin) }
        for membership in memberships {
            if membership.role == .researcher { relations.insert(.anyResearcher) }
            if membership.organisation == organisation {
                relations.formUnion([.member, membership.role.relation])
            }
        }
        return relations
    }
}
