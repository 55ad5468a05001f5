// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Publication
import Store

extension Connection {
    /// Signs the certificate of a version whose gates are all open, and publishes its document as it was
    /// fixed at its submission, or leaves it embargoed until its day.
    ///
    /// Nothing happens when it was certified, or the version was taken back, since this was asked for; a
    /// version of which a gate has closed again waits for that. What was submitted before documents were
    /// fixed is published as `pid`.
    ///
    /// - Throws: `CertificationRefused` for what no further attempt would certify.
    package func certify(_ id: ID<FindingVersion>, as pid: PID, signing keys: KeyRing) throws {
        // From here on no gate closes and nobody takes the version back.
        guard let version = try VersionStore(self).lock(id), version.state == .submitted,
            let certification = try CertificationStore(self).begun(of: id)
        else { return }
        guard try GateStore(self).areAllOpen(id) else {
            if certification.state == .pending { try move(certification.row, .hold) }
            return
        }
        let row: Subject<Certification>
        switch certification.state {
        case .pending: row = certification.row
        // The previous version of the program has asked for it.
        case .waiting: row = Subject(id, try ready(certification))
        case .issued, .failed, .escalated: return
        }
        guard let parts = try DocumentParts(id, of: version.finding, self) else {
            throw LostRace(object: Finding.State.object)
        }
        let draft = try fixedDraft(of: parts, certification) ?? parts.draft(as: pid)
        try publish(draft, of: parts, signing: keys)
        try move(row, .issue)
    }

    /// The document as it was fixed; `nil` where it was not.
    private func fixedDraft(of parts: DocumentParts, _ certification: CertificationRecord) throws
        -> DraftDocument?
    {
        guard let bytes = certification.document else { return nil }
        let fixed: DraftDocument
        do throws(FormatError) {
            fixed = try DraftDocument(parsing: bytes)
        } catch {
            throw CertificationRefused.document(error)
        }
        let differences = parts.draft(asIn: fixed).differences(from: fixed)
        guard differences.isEmpty else { throw CertificationRefused.changed(differences) }
        return fixed
    }

    private func publish(_ draft: DraftDocument, of parts: DocumentParts, signing keys: KeyRing) throws {
        let certified = try CertifiedParts(parts, self)
        let version = parts.version
        let now = certified.outcomes.now
        let due = version.metadata.releaseAt.flatMap { $0 > now ? $0 : nil }
        let publishedAt = due ?? now
        let bytes: [UInt8]
        do throws(FormatError) {
            bytes = try draft.published(at: publishedAt).canonical()
        } catch {
            throw CertificationRefused.document(error)
        }
        let opening = try certified.opening(of: draft)
        let certificate = try keys.sign(
            certified.certificate(
                of: draft,
                document: Digest(hashing: bytes),
                problem: try opening?.commitment(),
                keyID: keys.keyID
            )
        )
        if let opening {
            try CertificationStore(self).add(
                opening: String(decoding: try opening.canonical(), as: UTF8.self),
                of: version.id
            )
        }
        // Before the version moves: the database holds a certificate against a submitted version.
        let pid = draft.content.pid
        try PublicationStore(self).add(
            pid: pid,
            version: version,
            document: bytes,
            publishedAt: publishedAt,
            due: due,
            certificate: certificate.bytes,
            keyID: keys.keyID.description
        )
        // In steps of the machine; the day of release is its due time while it waits.
        let details: JSON = ["publication": .string(pid.description)]
        let publishable = try move(version.row, .pass, due: .at(publishedAt), details)
        guard due == nil else {
            // What had to go elsewhere while this was at work is seen by what begins after it.
            return try JobStore(self).enqueue(.compareEmbargoed, version.id.rawValue)
        }
        try move(Subject(version.id, publishable), .publish, details)
    }
}
