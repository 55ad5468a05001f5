// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// Begins a release of a dataset, as a draft with the next sequence.
    ///
    /// Without `reviewDays`, the clearances over it take the days of its organisation.
    package func beginRelease(
        of dataset: DatasetRecord,
        profile: Release.Profile,
        terms: String,
        reviewDays: Int?,
        notes: String,
        missing: [String],
        by person: ID<Person>
    ) throws -> ReleaseRecord {
        let release = try ReleaseStore(self).create(
            dataset.id,
            profile: profile,
            terms: terms,
            reviewDays: reviewDays,
            notes: notes,
            missing: missing,
            by: person
        )
        try record(.releaseBegun, release.subject)
        return release
    }

    /// Changes what is given of a draft; `nil` leaves a part as it is.
    ///
    /// - Throws: `LostRace` when it is no longer as it was read.
    package func edit(
        _ release: ReleaseRecord,
        profile: Release.Profile?,
        terms: String?,
        reviewDays: Int?,
        notes: String?,
        missing: [String]?
    ) throws -> ReleaseRecord {
        let edited = try ReleaseStore(self)
            .edit(
                release,
                profile: profile,
                terms: terms,
                reviewDays: reviewDays,
                notes: notes,
                missing: missing
            )
        guard let edited else { throw LostRace(object: Release.State.object) }
        try record(.releaseEdited, release.subject)
        return edited
    }
}
