// SPDX-License-Identifier: Apache-2.0

/// How long the platform waits, in days; the defaults of sponsored-research practice.
package enum Deadlines {
    package static let problemReview = 10
    package static let problemConclusion = 60
    package static let releaseMeasurement = 1
    package static let releaseReview = 10
    package static let releaseSuspension = 30
    package static let accessAnswer = 14
    package static let accessGrant = 365
    package static let screening = 1
    package static let moderation = 10
    /// What the terms of a release may give a provider for a clearance; the schema's default is 30.
    package static let clearanceReviewBounds = 15...60
    /// Of one extension, for a patent, never for a thesis.
    package static let clearanceExtension = 60
    /// From the first notice to the provider, over all versions of a finding.
    package static let clearanceCap = 90
    package static let flagDecision = 10
    package static let flagEscalation = 5
    package static let review = 14
    package static let embargo = 366
    package static let invitation = 14
}
