// SPDX-License-Identifier: Apache-2.0
import Domain
import Hummingbird
import JSON
import Postgres
import Store
import Workflow

extension ProblemDetails {
    /// What a client is told of an error; `nil` for one that is a fault of ours.
    package init?(mapping error: any Error) {
        switch error {
        case let details as ProblemDetails: self = details
        case let refused as TransitionRefused:
            self = .conflict(
                "wrong_state",
                "The \(refused.object.word) is \(refused.state); \(refused.event) cannot happen now."
            )
        case let refused as ActRefused: self.init(refused)
        case is LostRace: self = .stale
        case let invalid as InvalidObject: self = .invalid(invalid.errors)
        case let full as StoreFull: self.init(full)
        case is MissingFile:
            self = Self(
                .serviceUnavailable,
                "file_unavailable",
                "The stored bytes are missing or are no longer what they were, and are not served."
            ).with(.retryAfter, "3600")
        case let error as PostgresError:
            guard let details = Self(database: error) else { return nil }
            self = details
        case let error as HTTPError:
            guard error.status.code < 500 else { return nil }
            self =
                error.status == .notFound
                ? .notFound : Self(error.status, "refused", error.body ?? error.status.reasonPhrase)
        default: return nil
        }
    }

    private init(_ refused: ActRefused) {
        switch refused {
        case .conflict(let code, let detail, let errors):
            self = .conflict(code, detail)
            self.errors = errors
        case .invalid(let errors): self = .invalid(errors)
        case .unheard(let error):
            self = Self(.unprocessableContent, error.code, error.detail)
            errors = [error]
        }
    }

    private init?(database error: PostgresError) {
        if let (share, amount) = error.spentShare {
            self.init(spent: share, of: amount)
        } else if let constraint = error.constraint, let details = Self.ofConstraint[constraint] {
            self = details
        } else if error.constraint?.hasSuffix("_pid_unique") == true {
            // Two random identifiers of fifty bits met; another try makes another one.
            self = .unavailable
        } else if error.isUnavailable || error.kind == .commitUnknown {
            self = .unavailable
        } else if error.isLockTimeout || error.isRetryable {
            self = Self(.conflict, "busy", "Somebody else is changing the same thing; try again.").with(
                .retryAfter,
                "1"
            )
        } else if error.kind == .deadline || error.isStatementTimeout {
            self = Self(.serviceUnavailable, "timeout", "This took too long and was given up.").with(
                .retryAfter,
                "1"
            )
        } else {
            return nil
        }
    }

    /// The database's own walls, by the names of its constraints.
    private static let ofConstraint: [String: Self] = [
        "transition_allowed": .conflict("wrong_state", "This cannot happen in its present state."),
        "organisations_name_unique": .conflict("name_taken", "An organisation of this name exists."),
        "organisations_ror_unique": .conflict("ror_taken", "An organisation with this ROR id exists."),
        "memberships_last_owner": .conflict("last_owner", "The last owner of an organisation cannot leave."),
        "invitations_right": .forbidden("role", "The role that this needs was taken away."),
        "tokens_life_bounded": .invalid("/days", "range", "A token lives for 365 days at most."),
        "release_files_name_unique": .conflict("name_taken", "The release has a file of this name."),
        "finding_files_name_unique": .conflict("name_taken", "The version has a file of this name."),
        "release_files_name_key_unique": .conflict("name_taken", "The release has a file of this name."),
        "finding_files_name_key_unique": .conflict("name_taken", "The version has a file of this name."),
        "texts_written": .invalid(
            "",
            FieldError.Code.format,
            "A text has characters that are not allowed, or nothing of it can be seen."
        ),
        "releases_immutable": .conflict(
            "wrong_state",
            "Files, column roles and terms are fixed once measured."
        ),
        "releases_measured": .conflict("not_measured", "A passing report for exactly these files is needed."),
        "releases_sequence_unique": .stale,
        "access_requests_one_open": .conflict(
            "already_requested",
            "There is an open request or a live grant."
        ),
        "agreements_terms_current": .conflict(
            "terms_changed",
            "The digest is not that of the release's terms."
        ),
        "finding_versions_immutable": .conflict(
            "wrong_state",
            "A submitted version is fixed; make a new one."
        ),
        "finding_versions_one_draft": .conflict("draft_exists", "The finding has a draft version already."),
        "finding_versions_one_live": .conflict(
            "version_in_review",
            "A version of this finding is before the gates."
        ),
        "finding_versions_number_unique": .stale,
        "finding_versions_access": .forbidden(
            "no_access",
            "No author was ever granted access to a release that was used."
        ),
        "author_invitations_right": .forbidden("role", "Only an author may do this."),
        "author_invitations_once": .stale,
        "finding_authors_consent": .notFound,
        "finding_authors_creator": .forbidden(
            "creator",
            "Nobody but whoever began a finding takes them out of it."
        ),
        "finding_authors_fixed": .conflict(
            "authors_fixed",
            "Authors do not change while a version is before its gates."
        ),
        "finding_versions_problem_open": .conflict(
            "problem_closed",
            "The problem takes no answers any more, and no earlier version was submitted in time; take it out."
        ),
        "finding_versions_complete": .conflict("incomplete", "A submission needs a file and a contributor."),
        "decisions_able": .forbidden("role", "The role that this needs was taken away."),
        "rights_held": .forbidden("role", "Only who has the right to it, as things are now, may do this."),
        "decisions_neutral": .forbidden(
            "conflict_of_interest",
            "Nobody decides a case to which they are a party."
        ),
        "decisions_other_moderator": .forbidden(
            "same_moderator",
            "An appeal is decided by another moderator than the one who decided first."
        ),
        "decisions_two_people": .forbidden(
            "two_gates",
            "Who opens a gate by an exception, or by finding a passage gone, does not accept the version,"
                + " nor the other way round."
        ),
        "appointments_right": .forbidden("role", "Only an administrator may do this."),
        "appointments_needed": .conflict("judges_present", "The finding has its judges."),
        "appointments_neutral": .invalid(
            "/person",
            "conflict_of_interest",
            "Nobody decides a case to which they are a party, or while they are suspended."
        ),
        "appointments_once": .conflict(
            "already_named",
            "You have named this person; another administrator does."
        ),
        "party_lifts_named": .conflict(
            "not_named",
            "Only who is a party by what the authors name is let judge, and once."
        ),
        "release_removals_unlisted": .conflict("release_listed", "The version lists this release itself."),
        "release_removals_unflagged": .conflict(
            "provider_objected",
            "The provider of this release has objected to a passage."
        ),
        "exceptions_asked_once": .conflict(
            "exception_asked",
            "An exception is asked for once of the same files."
        ),
        "exceptions_nothing_forbidden": .conflict(
            "passage_forbidden",
            "A passage stands that was objected to, and has to go; there is no exception for it."
        ),
        "decisions_exception_refused": .conflict(
            "exception_refused",
            "An exception was refused for the same files, which is final."
        ),
        "askings_in_turn": .stale,
        "askings_bounded": .conflict(
            "attention_spent",
            "Of one finding versions are submitted, exceptions asked for and appeals made twice in any ten days."
        ),
        "appeals_once": .conflict("appealed", "There is one appeal of a version."),
        "appeals_nothing_upheld": .conflict(
            "objection_upheld",
            "A passage stands that was objected to, and upheld; leave it out of a new version."
        ),
        "decisions_requests_bounded": .conflict(
            "requests_spent",
            "Changes are asked for twice of a finding, and not after an appeal; accept or reject."
        ),
        "review_assignments_once": .conflict(
            "already_asked",
            "This reviewer was asked about this version before."
        ),
        "review_assignments_submitted": .conflict("wrong_state", "Only a submitted version is reviewed."),
        "review_assignments_outside": .invalid(
            "/reviewer",
            "conflict_of_interest",
            "Nobody reviews a case to which they are a party."
        ),
        "review_assignments_reviewer": .invalid(
            "/reviewer",
            "not_a_reviewer",
            "A reviewer is one in an active organisation, and no moderator or administrator."
        ),
        "reviews_in_time": .conflict("wrong_state", "The version no longer waits for reviews."),
        "reviews_immutable": .conflict("wrong_state", "A review that was answered is fixed."),
        "clearances_due_within_cap": .conflict("past_cap", "No clearance lasts longer than its cap."),
        "publications_hidden_once": .conflict("hidden_before", "A publication is hidden once."),
        "publications_embargo": .conflict("embargo", "An embargo can be neither lengthened nor skipped."),
    ]
}
