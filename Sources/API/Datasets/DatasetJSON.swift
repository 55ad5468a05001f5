// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// How datasets and releases look from outside.
enum DatasetJSON {
    static func listing(_ listing: DatasetListing) -> JSON {
        var json: JSON = [
            "pid": .text(listing.pid),
            "organisation": .text(listing.organisation),
            "organisation_name": .string(listing.organisationName),
            "title": .string(listing.title),
            "description": .string(listing.description),
            "keywords": .texts(listing.keywords),
            "latest_release": .null,
        ]
        if let sequence = listing.sequence {
            json = json.adding(
                "latest_release",
                [
                    "sequence": .integer(Int64(sequence)),
                    "state": .text(listing.state?.rawValue),
                    "profile": .text(listing.profile?.rawValue),
                    "released_at": .text(listing.releasedAt),
                ]
            )
        }
        return json
    }

    /// A dataset as its officers see it.
    static func dataset(_ dataset: DatasetRecord, _ releases: [ReleaseRecord]) -> JSON {
        [
            "pid": .text(dataset.pid),
            "organisation": .text(dataset.organisationPID),
            "organisation_name": .string(dataset.organisationName),
            "title": .string(dataset.title),
            "description": .string(dataset.description),
            "keywords": .texts(dataset.keywords),
            "created_at": .text(dataset.createdAt),
            "changed_at": .text(dataset.changedAt),
            "releases": .array(
                releases.map { summary($0.sequence, $0.state, $0.profile, $0.releasedAt) }
            ),
            "actions": .actions([]),
        ]
    }

    /// A dataset as everybody sees it; `releases` are its public ones and not empty.
    static func dataset(_ releases: [PublishedRelease]) throws -> JSON {
        let newest = try releases.first.orNotFound()
        return [
            "pid": .text(newest.dataset),
            "organisation": .text(newest.organisation),
            "organisation_name": .string(newest.organisationName),
            "title": .string(newest.title),
            "description": .string(newest.description),
            "keywords": .texts(newest.keywords),
            "releases": .array(
                releases.map { summary($0.sequence, $0.state, $0.profile, $0.releasedAt) }
            ),
            "actions": .actions([]),
        ]
    }

    private static func summary(
        _ sequence: Int,
        _ state: Release.State,
        _ profile: Release.Profile,
        _ releasedAt: Instant?
    ) -> JSON {
        [
            "sequence": .integer(Int64(sequence)),
            "state": .string(state.rawValue),
            "profile": .string(profile.rawValue),
            "released_at": .text(releasedAt),
        ]
    }

    static func file(_ file: ReleaseFileRecord) -> JSON {
        [
            "name": .string(file.name),
            "size": .integer(file.size),
            "media_type": .string(file.mediaType),
            "digest": .text(file.digest),
            "columns": columns(file),
        ]
    }

    static func columns(_ file: ReleaseFileRecord) -> JSON {
        .array(file.columns.map { ["name": .string($0.name), "role": .text($0.role?.rawValue)] })
    }
}
