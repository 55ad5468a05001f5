// SPDX-License-Identifier: Apache-2.0
import Domain

extension Document {
    /// A person who contributed, and how.
    package struct Contributor: Hashable, Sendable {
        package var name: String
        package var orcid: ORCID?
        package var affiliation: Affiliation?
        package var creditRoles: [CreditRole]

        package init(name: String, orcid: ORCID?, affiliation: Affiliation?, creditRoles: [CreditRole]) {
            self.name = name
            self.orcid = orcid
            self.affiliation = affiliation
            self.creditRoles = creditRoles
        }
    }

    package struct Affiliation: Hashable, Sendable {
        package var name: String
        package var ror: ROR?

        package init(name: String, ror: ROR?) {
            self.name = name
            self.ror = ror
        }
    }

    package struct ProblemReference: Hashable, Sendable {
        package var pid: PID
        package var version: Int

        package init(pid: PID, version: Int) {
            self.pid = pid
            self.version = version
        }
    }

    /// A dataset's release that the finding used.
    package struct ReleaseReference: Hashable, Sendable {
        package var pid: PID
        package var sequence: Int
        package var digest: Digest

        package init(pid: PID, sequence: Int, digest: Digest) {
            self.pid = pid
            self.sequence = sequence
            self.digest = digest
        }
    }

    /// A published file, by digest.
    package struct File: Hashable, Sendable {
        /// A relative path.
        package var name: String
        package var size: Int
        package var mediaType: String
        package var digest: Digest

        package init(name: String, size: Int, mediaType: String, digest: Digest) {
            self.name = name
            self.size = size
            self.mediaType = mediaType
            self.digest = digest
        }
    }

    package struct Funding: Hashable, Sendable {
        package var funder: String
        package var award: String?

        package init(funder: String, award: String?) {
            self.funder = funder
            self.award = award
        }
    }
}
