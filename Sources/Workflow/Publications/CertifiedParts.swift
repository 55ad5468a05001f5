// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store

/// All that a document and its certificate are made of, read in one transaction.
struct CertifiedParts {
    let version: VersionRecord
    let outcomes: GateOutcomes
    private let files: [FindingFileRecord]
    private let contributions: [ContributionRecord]
    private let releases: [UsedRelease]
    private let clearances: [ClearanceRecord]

    init(_ version: VersionRecord, _ db: Connection) throws(PostgresError) {
        self.version = version
        let store = CertificationStore(db)
        outcomes = try store.outcomes(version.id)
        releases = try store.releases(usedBy: version.id)
        files = try FindingFileStore(db).files(of: version.id)
        contributions = try ContributionStore(db).contributions(to: version.id)
        clearances = try ClearanceStore(db).clearances(on: version.id)
    }

    /// The problem that the version answers.
    private var problem: Document.ProblemReference? {
        guard let pid = outcomes.problem, let version = outcomes.problemVersion else { return nil }
        return Document.ProblemReference(pid: pid, version: version)
    }

    /// What the certificate commits to in place of a problem that is named in no document, since only a
    /// circle knows of it.
    func opening() throws -> ProblemOpening? {
        guard let problem, !outcomes.isProblemPublic else { return nil }
        return try ProblemOpening(of: problem)
    }

    func document(pid: PID, publishedAt: Instant, previous: PID?) -> Document {
        let metadata = version.metadata
        return Document(
            pid: pid,
            version: version.number,
            concept: version.findingPID,
            title: metadata.title,
            abstract: metadata.abstract,
            language: metadata.language,
            kind: metadata.kind,
            license: metadata.license,
            contributors: contributions.map(Self.contributor),
            problem: outcomes.isProblemPublic ? problem : nil,
            releases: releases.map { .init(pid: $0.dataset, sequence: $0.sequence, digest: $0.fingerprint) },
            files: files.map {
                .init(name: $0.name, size: Int($0.size), mediaType: $0.mediaType, digest: $0.digest)
            },
            keywords: metadata.keywords,
            funding: metadata.funding.isEmpty ? [] : [.init(funder: metadata.funding, award: nil)],
            conflicts: metadata.conflicts.isEmpty ? nil : metadata.conflicts,
            publishedAt: publishedAt,
            previous: previous
        )
    }

    func certificate(pid: PID, document: Digest, problem: Digest?, keyID: KeyID) -> Certificate {
        Certificate(
            pid: pid,
            document: document,
            files: files.map(\.digest),
            screening: .init(report: outcomes.report, outcome: outcomes.isExcepted ? .excepted : .passed),
            moderation: .init(role: PlatformRole.moderator.rawValue, acceptedAt: outcomes.acceptedAt),
            clearances: clearances.compactMap(Self.clearance),
            releases: releases.map {
                .init(pid: $0.dataset, sequence: $0.sequence, digest: $0.fingerprint, terms: $0.terms)
            },
            problem: problem,
            issuedAt: outcomes.now,
            keyID: keyID
        )
    }

    private static func contributor(_ each: ContributionRecord) -> Document.Contributor {
        Document.Contributor(
            name: each.name,
            orcid: each.orcid,
            affiliation: each.affiliation.map { .init(name: $0, ror: each.ror) },
            creditRoles: each.creditRoles
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
