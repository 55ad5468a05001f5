// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Publication
import Store

extension Connection {
    /// Makes the canonical document of a version whose gates are all open, signs its certificate, and
    /// publishes it as `pid` or leaves it embargoed until its day.
    ///
    /// Nothing happens when a gate closed again, or the version was taken back, since this was asked for.
    ///
    /// - Throws: what the format refuses of the document.
    package func certify(_ id: ID<FindingVersion>, as pid: PID, signing keys: KeyRing) throws {
        // From here on no gate closes and nobody takes the version back.
        guard let version = try VersionStore(self).lock(id), version.state == .submitted,
            try GateStore(self).areAllOpen(id)
        else { return }
        let parts = try CertifiedParts(version, self)
        let due = version.metadata.releaseAt.flatMap { $0 > parts.outcomes.now ? $0 : nil }
        let publishedAt = due ?? parts.outcomes.now
        let publications = PublicationStore(self)
        let document = parts.document(
            pid: pid,
            publishedAt: publishedAt,
            previous: try publications.previous(of: version.finding)
        )
        let bytes = try document.canonical()
        let opening = try parts.opening()
        let certificate = try keys.sign(
            parts.certificate(
                pid: pid,
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
        try publications.add(
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
        guard due == nil else { return }
        try move(Subject(version.id, publishable), .publish, details)
    }
}
