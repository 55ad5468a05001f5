// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Publication
import Store

/// Of a version's representation, in bytes: the published document has 64 KiB at most, and what it says
/// beyond the representation, digests above all, has its room in the rest.
private let descriptionLimit = 48 << 10

extension Connection {
    /// Puts a draft before the three gates; an earlier version that still waits gives way.
    ///
    /// What would be published of it, as `pid`, is made now and does not change any more. Whether an author
    /// may use each release, and whether there is something to look at, the database checks. `clearancePID`
    /// names the clearance of each provider.
    ///
    /// Rule R3: who the parties are is found out once, now, and written down; everything later reads the
    /// rows.
    ///
    /// - Throws: `ActRefused` for what no document can have, and so soon after what the authors asked for
    ///   before; `LostRace` when it is no draft any more.
    package func submit(_ draft: VersionCase, as pid: PID, clearancePID: () throws -> PID) throws {
        let known = try queryAll([
            FindingStore.descriptionSize(of: draft), Askings.reading(draft.finding),
        ])
        guard let size: Int = try known[0].scalar() else { throw LostRace(object: Finding.State.object) }
        guard size <= descriptionLimit else { throw ActRefused.descriptionTooLarge }
        try requireAttention(try known[1].one())
        let versions = VersionStore(self)
        let clearances = ClearanceStore(self)
        // The clearances before their versions, as whoever acts on a clearance locks them.
        try clearances.lock(of: draft.finding)
        for earlier in try versions.waiting(before: draft) {
            try move(earlier.row, .supersede, ["by": .string(draft.subject)])
            try clearances.leave(earlier.id)
        }
        try versions.submit(draft, as: pid)
        try GateStore(self).open(draft.id)
        try fixDocument(of: draft, as: pid)
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
        try callJudges(of: draft.finding)
        try JobStore(self).enqueue(.screenVersion, draft.id.rawValue)
    }

    /// Makes what is published of a version just submitted, for good.
    ///
    /// - Throws: `ActRefused` for what no reader of the document would take, by the members that authors
    ///   write.
    private func fixDocument(of draft: VersionCase, as pid: PID) throws {
        guard let parts = try DocumentParts(draft.id, of: draft.finding, self) else {
            throw LostRace(object: Finding.State.object)
        }
        let faults = SubmittedFaults.all(in: parts)
        guard faults.isEmpty else { throw ActRefused.invalid(faults) }
        let document: [UInt8]
        do throws(FormatError) {
            document = try parts.draft(as: pid).canonical()
        } catch {
            if let refusal = SubmittedFaults.refusal(of: error) { throw refusal }
            throw error
        }
        try CertificationStore(self).begin(draft.id, document: document)
    }
}

extension ActRefused {
    /// A description that leaves no room in the document for what it says beside it.
    static let descriptionTooLarge = conflict(
        "description_too_large",
        "Texts, contributors and the names of files together have at most \(descriptionLimit) bytes."
    )
}
