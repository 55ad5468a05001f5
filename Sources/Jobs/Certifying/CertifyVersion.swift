// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store

/// Makes the canonical document of a version whose gates are all open, signs its certificate, and publishes it or leaves it
/// embargoed until its day.
package struct CertifyVersion: JobHandler {
    package let kind = JobKind.certifyVersion

    package init() {}

    package func run(
        _ job: JobRecord,
        _ context: JobContext,
        progress: @escaping @Sendable (Double) throws -> Void
    ) async throws {
        let keys = try KeyRing(opening: context.keysDirectory)
        let pid = try PID.random(.publication)
        try await context.write { db in
            guard try JobStore(db).finish(job) else { return }
            try Self.certify(ID(rawValue: job.subject), as: pid, keys, db)
        }
    }

    private static func certify(_ id: ID<FindingVersion>, as pid: PID, _ keys: KeyRing, _ db: Connection)
        throws
    {
        // A gate may have closed again, or the version been taken back, since the job was asked for; from here on it cannot.
        guard let version = try VersionStore(db).lock(id), version.state == .submitted,
            try GateStore(db).areAllOpen(id)
        else {
            return
        }
        let parts = try CertifiedParts(version, db)
        let due = version.metadata.releaseAt.flatMap { $0 > parts.outcomes.now ? $0 : nil }
        let publishedAt = due ?? parts.outcomes.now
        let publications = PublicationStore(db)
        let document = parts.document(
            pid: pid,
            publishedAt: publishedAt,
            previous: try publications.previous(of: version.finding)
        )
        let bytes = try document.canonical()
        let certificate = try keys.sign(
            parts.certificate(pid: pid, document: Digest(hashing: bytes), keyID: keys.keyID)
        )
        try publications.add(
            pid: pid,
            version: version,
            document: bytes,
            publishedAt: publishedAt,
            due: due,
            certificate: certificate.bytes,
            keyID: keys.keyID.description
        )
        try publications.certify(version, as: pid, due: due)
    }
}
