// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// Of a version's representation, in bytes: the published document has 64 KiB at most, and what it says
/// beyond the representation, digests above all, has its room in the rest.
private let descriptionLimit = 48 << 10

extension Connection {
    /// Puts a draft before the three gates; an earlier version that still waits gives way.
    ///
    /// Whether an author may use each release, and whether there is something to look at, the database
    /// checks. `clearancePID` names the clearance of each provider.
    ///
    /// - Throws: `ActRefused` for a description that no document can have, `LostRace`
    ///   when it is no draft any more.
    package func submit(_ draft: VersionCase, clearancePID: () throws -> PID) throws {
        guard try FindingStore(self).descriptionSize(of: draft) <= descriptionLimit else {
            throw ActRefused.conflict(
                "description_too_large",
                "Texts, contributors and the names of files together have at most \(descriptionLimit) bytes."
            )
        }
        let versions = VersionStore(self)
        let clearances = ClearanceStore(self)
        // The clearances before their versions, as whoever acts on a clearance locks them.
        try clearances.lock(of: draft.finding)
        for earlier in try versions.waiting(before: draft) {
            try move(earlier.row, .supersede, ["by": .string(draft.subject)])
            try clearances.leave(earlier.id)
        }
        try versions.submit(draft)
        try GateStore(self).open(draft.id)
        for provider in try clearances.providers(of: draft.id) {
            try clearances.open(
                pid: try clearancePID(),
                finding: draft.finding,
                version: draft.id,
                organisation: provider,
                clock: ClearanceClock(
                    noticedAt: try PlatformClock(self).now(),
                    agreed: try clearances.agreedDays(of: provider, on: draft.id),
                    after: try clearances.earlier(of: provider, on: draft.finding)
                )
            )
        }
        try JobStore(self).enqueue(.screenVersion, draft.id.rawValue)
    }
}
