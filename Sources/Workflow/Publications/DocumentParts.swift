// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store

/// All that the document of a submitted version is made of, read in one transaction: at its submission, and
/// once more when it is certified.
struct DocumentParts {
    let version: VersionRecord
    let files: [FindingFileRecord]
    let contributions: [ContributionRecord]
    let releases: [UsedRelease]
    /// The problem that it answers, whoever may know of it.
    let problem: AnsweredProblem?
    private let previous: PID?

    /// `nil` when there is no such version of the finding that the actor may see.
    init?(_ id: ID<FindingVersion>, of finding: ID<Finding>, _ db: Connection) throws(PostgresError) {
        let read = try db.queryAll([
            VersionStore.version(id), FindingFileStore.files(of: id), ContributionStore.contributions(to: id),
            CertificationStore.releases(usedBy: id), CertificationStore.problem(answeredBy: id),
            PublicationStore.previous(of: finding),
        ])
        guard let version: VersionRecord = try read[0].first() else { return nil }
        self.version = version
        files = try read[1].all()
        contributions = try read[2].all()
        releases = try read[3].all()
        problem = try read[4].first()
        previous = try read[5].scalar()
    }

    /// What is published of it as `pid`, as things are now.
    func draft(as pid: PID) -> DraftDocument {
        DraftDocument(
            document(
                as: pid,
                problem: problem.flatMap { $0.isPublic ? reference($0) : nil },
                releases: releases.map {
                    .init(pid: $0.dataset, sequence: $0.sequence, digest: $0.fingerprint)
                },
                previous: previous
            )
        )
    }

    /// What is published of it, with all that may have changed around it as it was in an earlier draft: who
    /// may know of its problem, what of its releases is left, and what was published before.
    func draft(asIn earlier: DraftDocument) -> DraftDocument {
        let known = earlier.content
        return DraftDocument(
            document(
                as: known.pid,
                problem: known.problem == nil ? nil : problem.map(reference),
                releases: releases.map { release in
                    known.releases.first { $0.pid == release.dataset && $0.sequence == release.sequence }
                        ?? .init(
                            pid: release.dataset,
                            sequence: release.sequence,
                            digest: release.fingerprint
                        )
                },
                previous: known.previous
            )
        )
    }

    /// The problem as documents and certificates refer to it.
    func reference(_ problem: AnsweredProblem) -> Document.ProblemReference {
        Document.ProblemReference(pid: problem.pid, version: problem.version)
    }

    private func document(
        as pid: PID,
        problem: Document.ProblemReference?,
        releases: [Document.ReleaseReference],
        previous: PID?
    ) -> Document {
        var document = Document(of: version, contributions, files, pid: pid)
        document.problem = problem
        document.releases = releases
        document.previous = previous
        return document
    }
}
