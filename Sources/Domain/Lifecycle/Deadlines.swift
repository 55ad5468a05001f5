// SPDX-License-Identifier: Apache-2.0

/// How long the platform waits, in days; the defaults of sponsored-research practice.
package enum Deadlines {
    /// For a moderator to look at a problem, or at its amendment; overdue is shown, and nothing happens by
    /// itself.
    package static let problemInReview = 10
    /// For the owner to weigh the answers to a problem; overdue is shown, and nothing happens by itself.
    package static let problemConclusion = 60
    /// For a job to measure a release; when it is over, the measurement counts as failed.
    package static let releaseMeasurement = 1
    /// For a moderator to look at a release; overdue is shown, and nothing happens by itself.
    package static let releaseInReview = 10
    /// How long a release may be suspended, in all within ``releaseSuspensionWindow``; then the clock
    /// resumes it.
    package static let releaseSuspension = 30
    /// Within which the suspensions of a release are added up.
    package static let releaseSuspensionWindow = 365
    /// For the provider to answer a request for access; silence declines it.
    package static let accessAnswer = 14
    /// How long a grant of access lasts when the provider names no time.
    package static let accessGrant = 365
    /// For a job to screen a version; nothing happens by itself when it is over.
    package static let screening = 1
    /// For the authors or a moderator to do something about a screening that failed; then the version
    /// needs changes.
    package static let failedScreening = 30
    /// For a moderator to say whether a passage that had to go is gone from a version that has most of its
    /// words; then an administrator may as well.
    package static let passageDecision = 10
    /// For an administrator to say so; silence says that it stands.
    package static let passageEscalation = 5
    /// For a moderator to answer to authors who ask for an exception; then administrators do as well.
    package static let exception = 10
    /// For administrators to do what no moderator did in time; again and again, and it is shown.
    package static let escalation = 5
    /// For administrators to appoint a judge where too few are left; again and again, and it is shown.
    package static let appointment = 5
    /// How often changes are asked for of one finding, over all its versions.
    package static let requestsForChanges = 2
    /// How often the authors of one finding may submit, appeal or ask for an exception within
    /// ``askingWindow``, all together.
    package static let askings = 2
    /// Within which ``askings`` are added up.
    package static let askingWindow = 10
    /// For a moderator to decide on a version; overdue is shown, and never silently passed.
    package static let moderation = 10
    /// What the terms of a release may give a provider for a clearance; the schema's default is 30.
    package static let clearanceReviewBounds = 15...60
    /// Of one extension, for a patent, never for a thesis.
    package static let clearanceExtension = 60
    /// From the first notice to the provider, over all versions of a finding; a version that comes late has
    /// its review and ``flagsBeforeCap`` all the same.
    package static let clearanceCap = 90
    /// What a provider has at least for a version, however much of the agreed time is used.
    package static let clearanceLeast = 10
    /// For the decisions on the last objection, between the end of flagging and the cap.
    package static let flagsBeforeCap = flagDecision + flagEscalation
    /// For the authors to answer an objection; silence contests it.
    package static let flagAnswer = 10
    /// For two moderators to decide on a contested flag; silence dismisses it, or escalates one about
    /// persons.
    package static let flagDecision = 10
    /// For an administrator to decide on an escalated flag; silence upholds it.
    package static let flagEscalation = 5
    /// For a reviewer to answer; when it is over, the review lapses.
    package static let review = 14
    /// How far ahead a version's day of release may lie: twelve months, counted as a leap year.
    package static let embargo = 366
    /// For a moderator to let the note of a withdrawal; silence leaves it unseen.
    package static let withdrawalNote = 10
    /// How long a judge can hide a publication, once, and how long a judge's voice for taking one down
    /// counts.
    package static let takedown = 10
    /// For a job to issue a certificate, and for the authors or an administrator to do something about one
    /// that could not be issued.
    package static let certification = 1
    /// Between two notices to administrators of a certificate that still could not be issued.
    package static let certificationEscalation = 5
    /// How long an invitation's code can be used.
    package static let invitation = 14
}
