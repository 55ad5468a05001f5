// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// A person asks for access to a release, accepting its terms by their digest, for a
    /// purpose of 1 to 5000 characters.
    ///
    /// The database refuses the digest of other terms, and a second request beside an
    /// open one or a live grant.
    package func askAccess(
        to release: ReleaseRecord,
        as pid: PID,
        by person: ID<Person>,
        purpose: String,
        accepting terms: Digest
    ) throws {
        try AccessStore(self).request(
            release.id,
            pid: pid,
            by: person,
            purpose: purpose,
            accepting: terms
        )
        try record(
            .accessRequested,
            pid.description,
            ["release": .string(release.subject), "terms_digest": .string(terms.description)]
        )
    }

    /// The provider grants or declines a request, or takes a grant back, with a
    /// reason of 1 to 5000 characters.
    ///
    /// A grant lasts for the `days` that the provider names, and otherwise for ``Deadlines/accessGrant``.
    ///
    /// - Throws: `TransitionRefused` when it cannot happen now, `ActRefused` for a grant of what is not out,
    ///   `LostRace` when the request changed meanwhile.
    package func decide(
        _ event: AccessRequest.State.Event,
        on request: AccessRecord,
        days: Int?,
        by person: ID<Person>,
        because reason: String
    ) throws {
        let next = try request.state.after(event)
        guard event != .grant || request.releaseState == .released else {
            throw ActRefused.conflict("wrong_state", "The release is not open for use.")
        }
        try AccessStore(self).decide(
            request,
            event,
            days: next == .granted ? days ?? Deadlines.accessGrant : nil,
            by: person,
            reason: reason
        )
    }
}
