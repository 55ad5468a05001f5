// SPDX-License-Identifier: Apache-2.0

/// How long what people write may be, in Unicode scalars; what may stand in it says ``TextForm``.
///
/// Each limit stands here once: bodies are read by it, the contract states it, and the database's checks say
/// the same, which a test compares.
package enum Limits {
    /// Of a problem, a dataset or a finding.
    package static let title = 1...300
    /// Of a person, an organisation, a contributor or an affiliation.
    package static let name = 1...200
    /// Of a token.
    package static let tokenName = 1...100
    /// What a decision or an act is for, and what one side writes to another in a case.
    package static let reason = 1...5000
    /// Why a publication was taken back, in revocations that say it in words.
    package static let withdrawalReason = 1...2000
    /// What authors add in words to a withdrawal.
    package static let withdrawalNote = 1...300
    /// One keyword.
    package static let keyword = 1...100
    /// A dataset's description.
    package static let description = 1...20_000
    /// A problem's statement.
    package static let statement = 1...50_000
    /// A release's terms.
    package static let terms = 1...50_000
    /// A release's notes.
    package static let notes = 0...20_000
    /// A finding's abstract.
    package static let abstract = 1...10_000
    /// Who paid for a finding.
    package static let funding = 0...300
    /// A finding's conflicts of interest.
    package static let conflicts = 0...2000
    /// What a reviewer writes.
    package static let review = 1...20_000
    /// What a client names a request by, so that it happens once.
    package static let idempotencyKey = 1...255
    /// The name of a file.
    package static let fileName = 1...200
    /// What says in a table that a value is missing.
    package static let missingWord = 1...100
    /// The name of a table's column.
    package static let columnName = 1...200
}

extension Limits {
    /// The limit of each of the database's columns that has one, by table and column.
    package static let ofColumns: [String: ClosedRange<Int>] = [
        "access_requests.purpose": reason, "access_requests.reason": reason, "appeals.reason": reason,
        "clearances.reason": reason, "contributions.affiliation": name, "contributions.name": name,
        "datasets.description": description, "datasets.title": title, "decisions.reason": reason,
        "finding_versions.abstract": abstract, "finding_versions.conflicts": conflicts,
        "finding_versions.funding": funding, "finding_versions.title": title, "flags.answer": reason,
        "flags.note": reason, "idempotency_keys.key": idempotencyKey, "invitations.name": name,
        "organisations.name": name, "persons.name": name,
        "problem_versions.statement": statement, "problem_versions.title": title,
        "release_columns.acknowledged": reason, "release_columns.name": columnName, "releases.notes": notes,
        "releases.terms": terms,
        "appointments.reason": reason, "exception_askings.reason": reason, "party_lifts.reason": reason,
        "reviews.text": review, "revocations.reason": withdrawalReason,
        "tokens.name": tokenName, "withdrawal_notes.text": withdrawalNote,
    ]
}
