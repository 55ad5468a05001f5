// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store

/// All that a certificate is made of beside its document, read in one transaction.
struct CertifiedParts {
    let outcomes: GateOutcomes
    private let parts: DocumentParts
    private let clearances: [ClearanceRecord]

    init(_ parts: DocumentParts, _ db: Connection) throws(PostgresError) {
        self.parts = parts
        outcomes = try CertificationStore(db).outcomes(parts.version.id)
        clearances = try ClearanceStore(db).clearances(on: parts.version.id)
    }

    /// What the certificate commits to in place of a problem that the document does not name, since only a
    /// circle knew of it when the version was submitted.
    func opening(of draft: DraftDocument) throws -> ProblemOpening? {
        guard let problem = parts.problem, draft.content.problem == nil else { return nil }
        return try ProblemOpening(of: parts.reference(problem))
    }

    /// The certificate of a document, by its digest; `problem` is what it commits to.
    func certificate(of draft: DraftDocument, document: Digest, problem: Digest?, keyID: KeyID) -> Certificate
    {
        // As the document has them: of a release that was retired since, not all is left.
        let digests = Dictionary(
            draft.content.releases.map { ("\($0.pid)/\($0.sequence)", $0.digest) },
            uniquingKeysWith: { first, _ in first }
        )
        return Certificate(
            pid: draft.content.pid,
            document: document,
            files: parts.files.map(\.digest),
            screening: .init(report: outcomes.report, outcome: outcomes.isExcepted ? .excepted : .passed),
            moderation: .init(role: PlatformRole.moderator.rawValue, acceptedAt: outcomes.acceptedAt),
            clearances: clearances.compactMap(Self.clearance),
            releases: parts.releases.map {
                .init(
                    pid: $0.dataset,
                    sequence: $0.sequence,
                    digest: digests["\($0.dataset)/\($0.sequence)"] ?? $0.fingerprint,
                    terms: $0.terms
                )
            },
            problem: problem,
            issuedAt: outcomes.now,
            keyID: keyID
        )
    }

    private static func clearance(_ each: ClearanceRecord) -> Certificate.Clearance? {
        guard let outcome = each.outcome, let closedAt = each.decidedAt else { return nil }
        return .init(
            organisation: each.organisationPID,
            outcome: outcome,
            noticedAt: each.noticedAt,
            closedAt: closedAt,
            carriedFrom: each.carriedFrom.map {
                .init(version: $0.number, noticedAt: $0.noticedAt, closedAt: $0.decidedAt)
            }
        )
    }
}
