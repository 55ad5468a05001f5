// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

/// What a change of a draft says of the problem that its finding answers.
package enum Answering: Sendable {
    case asBefore
    /// This version is no answer to it.
    case nothing
    /// This version answers it, which is that of the finding.
    case problem(PID)
}

extension Connection {
    /// Lays `change` over what a draft says.
    ///
    /// - Throws: `ActRefused` for a day of release beyond the longest embargo, and for another problem than
    ///   the finding's; `LostRace` when it is no draft any more.
    package func edit(
        _ draft: VersionCase,
        answering problem: Answering,
        _ change: (VersionMetadata) -> VersionMetadata
    ) throws {
        let versions = VersionStore(self)
        guard let old = try versions.version(draft.id) else { throw LostRace(object: Finding.State.object) }
        var metadata = change(old.metadata)
        switch problem {
        case .asBefore: break
        case .nothing: metadata.answersProblem = false
        case .problem(let pid):
            guard draft.problem == pid else {
                throw ActRefused.invalid("/problem", "unknown_value", "The finding answers no such problem.")
            }
            metadata.answersProblem = true
        }
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
