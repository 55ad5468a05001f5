// SPDX-License-Identifier: Apache-2.0
import Domain

/// The mark *openly publishable*: which document passed which gates, decided how and when.
///
/// It names people by role only. Made from a passing screening, an accepting decision and closed clearances
/// over the same digests; the caller has checked that in the transaction that asks for it.
package struct Certificate: Hashable, Sendable {
    package var pid: PID
    package var document: Digest
    /// The digests of the document's files, in its order.
    package var files: [Digest]
    package var screening: Screening
    package var moderation: Moderation
    package var clearances: [Clearance]
    package var releases: [Release]
    /// The commitment to the problem that is answered, where only a circle knows of that; it is named in no
    /// document then (``ProblemOpening``).
    package var problem: Digest?
    package var issuedAt: Instant
    package var keyID: KeyID

    package init(
        pid: PID,
        document: Digest,
        files: [Digest],
        screening: Screening,
        moderation: Moderation,
        clearances: [Clearance],
        releases: [Release],
        problem: Digest? = nil,
        issuedAt: Instant,
        keyID: KeyID
    ) {
        self.pid = pid
        self.document = document
        self.files = files
        self.screening = screening
        self.moderation = moderation
        self.clearances = clearances
        self.releases = releases
        self.problem = problem
        self.issuedAt = issuedAt
        self.keyID = keyID
    }
}

extension Certificate {
    package struct Screening: Hashable, Sendable {
        package enum Outcome: String, CaseIterable, Sendable {
            case passed
            /// Failed, and a moderator made an exception with a reason.
            case excepted
        }

        package var report: Digest
        package var outcome: Outcome

        package init(report: Digest, outcome: Outcome) {
            self.report = report
            self.outcome = outcome
        }
    }

    package struct Moderation: Hashable, Sendable {
        /// The role in which the accepting person decided, such as `moderator`.
        package var role: String
        package var acceptedAt: Instant
        /// The place of the decision in the transparency log, once there is one.
        package var logIndex: Int?

        package init(role: String, acceptedAt: Instant, logIndex: Int? = nil) {
            self.role = role
            self.acceptedAt = acceptedAt
            self.logIndex = logIndex
        }
    }

    /// How one provider's clock ended.
    package struct Clearance: Hashable, Sendable {
        package var organisation: PID
        package var outcome: Domain.Clearance.Outcome
        package var noticedAt: Instant
        package var closedAt: Instant
        /// The earlier version's clearance that counts for this one, which says nothing that the provider
        /// had not seen then; `nil` where it was asked about this version.
        package var carriedFrom: CarriedFrom?

        package init(
            organisation: PID,
            outcome: Domain.Clearance.Outcome,
            noticedAt: Instant,
            closedAt: Instant,
            carriedFrom: CarriedFrom? = nil
        ) {
            self.carriedFrom = carriedFrom
            self.organisation = organisation
            self.outcome = outcome
            self.noticedAt = noticedAt
            self.closedAt = closedAt
        }
    }

    /// When a provider cleared an earlier version.
    package struct CarriedFrom: Hashable, Sendable {
        /// The version's number within its finding.
        package var version: Int
        package var noticedAt: Instant
        package var closedAt: Instant

        package init(version: Int, noticedAt: Instant, closedAt: Instant) {
            self.version = version
            self.noticedAt = noticedAt
            self.closedAt = closedAt
        }
    }

    /// A release that was used, and the terms under which.
    package struct Release: Hashable, Sendable {
        package var pid: PID
        package var sequence: Int
        package var digest: Digest
        package var terms: Digest

        package init(pid: PID, sequence: Int, digest: Digest, terms: Digest) {
            self.pid = pid
            self.sequence = sequence
            self.digest = digest
            self.terms = terms
        }
    }
}
