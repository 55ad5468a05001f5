// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// Begins a finding with its first author and a draft of its first version, as an answer to an
    /// open problem if one is named.
    ///
    /// - Throws: `ActRefused` when the problem is not open, a release is not public,
    ///   or the embargo is too long.
    package func beginFinding(
        as pid: PID,
        _ metadata: VersionMetadata,
        answering problem: PID?,
        using releases: [ReleaseReference],
        by person: ID<Person>
    ) throws {
        let findings = FindingStore(self)
        var answered: ID<Problem>?
        if let problem {
            answered = try findings.openProblem(problem)
            guard answered != nil else {
                throw ActRefused.invalid("/problem", "unknown_value", "There is no such open problem.")
            }
        }
        try requireEmbargo(metadata)
        try findings.create(pid: pid, problem: answered, by: person)
        try VersionStore(self).create(first: pid, metadata, by: person)
        if !releases.isEmpty {
            guard let draft = try findings.version(pid, 1) else {
                throw LostRace(object: Finding.State.object)
            }
            try ContributionStore(self).replace(releases: try ids(of: releases), of: draft.id)
        }
        try record(.findingBegun, "\(pid)/1")
    }

    /// Begins the next version as a copy of the latest, and returns its number within the finding.
    ///
    /// The database refuses a second draft.
    ///
    /// - Throws: `LostRace` when the actor may no longer see the latest version.
    package func beginVersion(after latest: VersionCase, by person: ID<Person>) throws -> Int {
        let versions = VersionStore(self)
        guard let old = try versions.version(latest.id) else { throw LostRace(object: Finding.State.object) }
        let made = try versions.create(latest.finding, old.metadata, by: person)
        try versions.copyParts(from: latest.id, to: made.id)
        try record(.versionBegun, made.subject)
        return made.number
    }

    /// Refuses a day of release beyond the longest embargo.
    func requireEmbargo(_ metadata: VersionMetadata) throws {
        guard let releaseAt = metadata.releaseAt,
            try !VersionStore(self).isEmbargoAllowed(until: releaseAt)
        else { return }
        throw ActRefused.invalid("/release_at", "range", "An embargo lasts twelve months at most.")
    }
}
