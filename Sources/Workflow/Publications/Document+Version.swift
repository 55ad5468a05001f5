// SPDX-License-Identifier: Apache-2.0
import Domain
import Publication
import Store

extension Document {
    /// What the authors say in a version, as its document says it; without what only the platform knows: the
    /// problem, the releases, the document before and the time; `pid` is the finding's unless it is given.
    package init(
        of version: VersionRecord,
        _ contributions: [ContributionRecord],
        _ files: [FindingFileRecord],
        pid: PID? = nil
    ) {
        let metadata = version.metadata
        self.init(
            pid: pid ?? version.findingPID,
            version: version.number,
            concept: version.findingPID,
            title: metadata.title,
            abstract: metadata.abstract,
            language: metadata.language,
            kind: metadata.kind,
            license: metadata.license,
            contributors: contributions.map { each in
                Contributor(
                    name: each.name,
                    orcid: each.orcid,
                    affiliation: each.affiliation.map { Affiliation(name: $0, ror: each.ror) },
                    creditRoles: each.creditRoles
                )
            },
            files: files.map {
                File(name: $0.name, size: Int($0.size), mediaType: $0.mediaType, digest: $0.digest)
            },
            keywords: metadata.keywords,
            funding: metadata.funding.isEmpty ? [] : [Funding(funder: metadata.funding, award: nil)],
            conflicts: metadata.conflicts.isEmpty ? nil : metadata.conflicts,
            publishedAt: Instant(rawValue: 0)
        )
    }
}
