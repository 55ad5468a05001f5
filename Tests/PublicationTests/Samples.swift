// SPDX-License-Identifier: Apache-2.0
import Domain
import Publication
import Testing

/// Made-up publications, the same at every run but for the keys.
struct Samples {
    /// 2026-11-24T02:00:00Z.
    static let start = Instant(rawValue: 1_795_485_600_000_000)

    let ring: KeyRing

    /// A PID that grows with `number`.
    static func pid(_ number: Int, _ kind: PID.Kind = .publication) -> PID {
        // A PID begins with its lowest five bits.
        PID(kind: kind, bits: (0..<10).reduce(0) { $0 << 5 | UInt64(number >> (5 * $1) & 31) })
    }

    /// The bytes of a publication's only file.
    static func file(_ number: Int) -> [UInt8] { Array("results of \(number)".utf8) }

    static func document(_ number: Int, title: String = "Wear of bearings") throws -> Document {
        Document(
            pid: pid(number),
            version: 1,
            concept: pid(number, .finding),
            title: title,
            abstract: "Line one.\nLine two, with “quotes” and \"escapes\".",
            language: "en",
            kind: .negative,
            license: .ccBy4,
            contributors: [
                Document.Contributor(
                    name: "Josiah Carberry",
                    orcid: ORCID("0000-0002-1825-0097"),
                    affiliation: Document.Affiliation(name: "Example University", ror: ROR("05dxps055")),
                    creditRoles: [.methodology, .software]
                )
            ],
            problem: Document.ProblemReference(pid: pid(7, .problem), version: 2),
            releases: [
                Document.ReleaseReference(
                    pid: pid(8, .dataset),
                    sequence: 1,
                    digest: Digest(hashing: "release".utf8)
                )
            ],
            files: [
                Document.File(
                    name: "tables/results.csv",
                    size: 12,
                    mediaType: "text/csv",
                    digest: Digest(hashing: file(number))
                )
            ],
            keywords: ["bearing", "wear"],
            funding: [Document.Funding(funder: "Example Foundation", award: nil)],
            publishedAt: start
        )
    }

    func certificate(for document: Document, at instant: Instant = start) throws -> Signed<Certificate> {
        try ring.sign(try Self.content(for: document, at: instant, by: ring.keyID))
    }

    static func content(for document: Document, at instant: Instant = start, by keyID: KeyID) throws
        -> Certificate
    {
        Certificate(
            pid: document.pid,
            document: Digest(hashing: try document.canonical()),
            files: document.files.map(\.digest),
            screening: Certificate.Screening(report: Digest(hashing: "report".utf8), outcome: .passed),
            moderation: Certificate.Moderation(role: "moderator", acceptedAt: instant, logIndex: 12),
            clearances: [
                Certificate.Clearance(
                    organisation: Self.pid(9, .organisation),
                    outcome: .lapsed,
                    noticedAt: instant.advanced(byDays: -30),
                    closedAt: instant
                )
            ],
            releases: document.releases.map {
                Certificate.Release(
                    pid: $0.pid,
                    sequence: $0.sequence,
                    digest: $0.digest,
                    terms: Digest(hashing: "terms".utf8)
                )
            },
            issuedAt: instant,
            keyID: keyID
        )
    }

    func revocation(
        of certificate: Signed<Certificate>,
        at instant: Instant = start.advanced(byDays: 1)
    ) throws -> Signed<Revocation> {
        try ring.sign(Self.content(of: certificate, at: instant, by: ring.keyID))
    }

    static func content(
        of certificate: Signed<Certificate>,
        at instant: Instant = start.advanced(byDays: 1),
        by keyID: KeyID
    ) -> Revocation {
        let reason = Revocation.Reason(category: .error, text: "The second table was wrong.")
        return Revocation(of: certificate, reason: reason, at: instant, keyID: keyID)
    }

    func published(_ number: Int) throws -> ExportRecord {
        let document = try Self.document(number)
        return ExportRecord(
            header: Self.header(number),
            content: .published(
                document: try document.canonical(),
                certificate: try certificate(for: document).bytes
            )
        )
    }

    func withdrawn(_ number: Int) throws -> ExportRecord {
        let document = try Self.document(number)
        let certificate = try certificate(for: document)
        return ExportRecord(
            header: Self.header(number, isWithdrawn: true),
            content: .withdrawn(
                certificate: certificate.bytes,
                revocation: try revocation(of: certificate).bytes
            )
        )
    }

    static func header(_ number: Int, isWithdrawn: Bool = false) -> HarvestHeader {
        HarvestHeader(
            pid: pid(number),
            isWithdrawn: isWithdrawn,
            changedAt: start,
            kind: .negative,
            problem: pid(7, .problem),
            organisation: pid(9, .organisation)
        )
    }
}
