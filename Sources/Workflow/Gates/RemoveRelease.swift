// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// A moderator finds that a version does not use a release which an earlier version named, or which
    /// its people have had before them, and takes it out of what the version is judged against;
    /// with a reason of 1 to 5000 characters.
    ///
    /// Its provider is no longer asked, unless for another release. A screening that failed is made anew. A
    /// later version is compared with the release again, and one that lists it asks its provider.
    ///
    /// The database refuses a party, who accepted the version, a release that it lists, and one whose
    /// provider has objected.
    ///
    /// - Throws: `ActRefused` for a release against which the version is not judged; `LostRace` when
    ///   the version has left its gates.
    package func remove(
        _ release: ReleaseReference,
        from version: VersionCase,
        by person: ID<Person>,
        because reason: String
    ) throws {
        let scope = ScopeStore(self)
        guard let taken = try scope.release(release.dataset, release.sequence, inScopeOf: version.id) else {
            throw ActRefused.invalid(
                "/release",
                "unknown_value",
                "The version is not judged against this release."
            )
        }
        let gates = GateStore(self)
        let decision = try gates.decide(
            Fact.releaseUnused.action,
            Finding.State.object,
            version.id.rawValue,
            finding: version.finding,
            by: person,
            reason: reason
        )
        try scope.remove(taken.release, from: version.id, decision: decision)
        try record(
            .releaseUnused,
            version.subject,
            [
                "release": .string("\(release.dataset)/\(release.sequence)"), "reason": .string(reason),
            ]
        )
        try passUnasked(taken.organisation, version)
        // What has passed was compared with more, and passes without it.
        let left: [Screening] = [.failed, .asked, .escalated, .refused]
        guard let screening = try gates.screening(of: version.id), left.contains(screening) else { return }
        try renewScreening(of: version.id)
    }

    /// Ends the clearance of a provider of whom nothing is in the version's scope any more.
    private func passUnasked(_ provider: ID<Organisation>, _ version: VersionCase) throws {
        let clearances = ClearanceStore(self)
        guard try !clearances.providers(of: version.id).contains(provider) else { return }
        for clearance in try clearances.clearances(on: version.id)
        where clearance.organisation == provider && clearance.state.next(.unused) != nil {
            try clear(clearance, as: .notUsed)
        }
    }
}
