// SPDX-License-Identifier: Apache-2.0

/// A kind of event: what happened to a kind of object, what that leaves in the
/// transparency log, and who is told.
///
/// The database holds the same table (`known_events`) and refuses an event that is not in
/// it; a test compares the two.
package struct KnownEvent: Hashable, Sendable {
    /// To what kind of object it happens.
    package let object: ObjectKind
    /// The event of a lifecycle, or a ``Fact``'s action.
    package let action: String
    /// The kind of the log's entry; `nil` for an event that is not logged.
    package let logKind: String?
    /// Who gets a notice, the person who acted left out; empty for a silent event.
    package let audience: Set<Audience>

    /// Nothing is logged and nobody is told unless `log` or `audience` says otherwise.
    package init(_ object: ObjectKind, _ action: String, log: String? = nil, _ audience: Set<Audience> = []) {
        self.object = object
        self.action = action
        logKind = log
        self.audience = audience
    }
}

/// Those whom an event may concern; which persons they are, the database finds out when it makes the notices.
package enum Audience: String, CaseIterable, Sendable {
    /// Of the finding.
    case authors
    /// Clearance officers and owners of the organisations that clear the version; of one clearance or
    /// flag, of its organisation.
    case officers
    /// Moderators who are neutral in the case.
    case moderators
    case allModerators = "all_moderators"
    case admins
    /// Who asked for access.
    case requester
    /// Data officers and owners of the organisation that provides the release.
    case dataOfficers = "data_officers"
    /// Problem owners and owners of the organisation that poses the problem.
    case problemOwners = "problem_owners"
    /// Who was asked for the review.
    case reviewer
    /// Who is invited to be an author.
    case invited
}
