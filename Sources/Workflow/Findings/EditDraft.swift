// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// Lays `change` over what a draft says.
    ///
    /// - Throws: `ActRefused` for a day of release beyond the longest embargo, `LostRace`
    ///   when it is no draft any more.
    package func edit(_ draft: VersionCase, _ change: (VersionMetadata) -> VersionMetadata) throws {
        let versions = VersionStore(self)
        guard let old = try versions.version(draft.id) else { throw LostRace(object: Finding.State.object) }
        let metadata = change(old.metadata)
        try requireEmbargo(metadata)
        try versions.edit(draft.id, metadata)
        try record(.versionEdited, draft.subject)
    }

    /// Says who contributed what to a draft, in the order in which they are to be named;
    /// what was said before is gone.
    ///
    /// - Throws: `LostRace` when it is no draft any more.
    package func set(_ contributions: [ContributionRecord], of draft: VersionCase) throws {
        try ContributionStore(self).replace(contributions, of: draft.id)
        try VersionStore(self).touch(draft.id)
        try record(.contributionsSet, draft.subject)
    }

    /// Says which releases a draft used; what was said before is gone.
    ///
    /// - Throws: `ActRefused` when one is not public, `LostRace` when it is no draft any more.
    package func set(_ releases: [ReleaseReference], of draft: VersionCase) throws {
        try ContributionStore(self).replace(releases: try ids(of: releases), of: draft.id)
        try VersionStore(self).touch(draft.id)
        try record(.releasesSet, draft.subject)
    }
}
