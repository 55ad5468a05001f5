// SPDX-License-Identifier: Apache-2.0
import Domain
import OpenSSL

/// Whether a certificate that holds was taken back since.
package enum CertificateStatus: String, Sendable {
    /// Nobody looked for a revocation, and nothing in a certificate tells that there is none.
    case unknown
    /// None of the revocations there are is of it.
    case notRevoked = "not_revoked"
    case revoked
}

/// Checks a certificate's file with nothing but the files given: no network, no database, no clock.
///
/// That it holds does not say that it still counts: that is `status`.
///
/// - Parameters:
///   - document: the canonical document, if it is at hand; without it that check is skipped.
///   - log: the log of an export, for a certificate under a key that others have had: it holds when the log
///     had it before.
///   - revocations: the revocations there are, perhaps none; `nil` when nobody looked. One that cannot be
///     verified fails the check: whoever gives one wants it honoured.
package func verifyCertificate(
    file: [UInt8],
    keys: TrustedKeys,
    document: [UInt8]? = nil,
    log: ExportedLog? = nil,
    revocations: [[UInt8]]? = nil
) -> Verification {
    var result = Verification()
    result.status = .unknown
    let certificate = result.check("format") {
        let signed = try Signed<Certificate>(parsing: file)
        return (signed, "canonical \(signed.content.fittingSchema)")
    }
    guard let certificate else {
        for name in ["signature", "document", "revocation"] {
            result.record(name, .skipped, "the certificate cannot be read")
        }
        return result
    }
    var loggedAt: Instant?
    if let log {
        loggedAt = result.check("log") {
            let digest = Digest(hashing: file)
            guard let at = try log.times(of: [digest])[digest] else {
                throw CheckFailure("the log does not have this certificate")
            }
            return (at, "in the log since \(at)")
        }
    }
    _ = result.check("signature") {
        try keys.verify(certificate, loggedAt: loggedAt)
        return ((), "signed by key \(certificate.keyID)")
    }
    if let document {
        _ = result.check("document") { ((), try check(document, against: certificate.content)) }
    } else {
        result.record(
            "document",
            .skipped,
            "no document given; its digest is \(certificate.content.document)"
        )
    }
    if let revocations {
        var isRevoked = false
        let others: Void? = result.check("revocation") {
            let digest = Digest(hashing: file)
            for bytes in revocations {
                let revocation = try Signed<Revocation>(parsing: bytes)
                try keys.verify(revocation)
                guard revocation.content.certificate == digest else { continue }
                isRevoked = true
                let reason = revocation.content.reason.category.rawValue
                throw CheckFailure("revoked at \(revocation.content.revokedAt), reason \(reason)")
            }
            return ((), "none of \(revocations.count) given names this certificate")
        }
        result.status = isRevoked ? .revoked : others == nil ? .unknown : .notRevoked
    } else {
        result.record("revocation", .skipped, "no revocation given; it may have been withdrawn since")
    }
    return result
}

private func check(_ document: [UInt8], against certificate: Certificate) throws -> String {
    guard Digest(hashing: document) == certificate.document else {
        throw CheckFailure("the document is not the certified one, \(certificate.document)")
    }
    let parsed = try Document(parsing: document)
    try checkContent(of: parsed, against: certificate)
    return "\(parsed.pid) and its \(parsed.files.count) files are the certified ones"
}

/// Throws unless the certificate speaks of this very document, its files and its releases.
func checkContent(of document: Document, against certificate: Certificate) throws {
    guard document.pid == certificate.pid else {
        throw CheckFailure("the certificate is for \(certificate.pid), not \(document.pid)")
    }
    guard document.files.map(\.digest) == certificate.files else {
        throw CheckFailure("the certified files of \(document.pid) are others than the document's")
    }
    let certified = certificate.releases.map {
        Document.ReleaseReference(pid: $0.pid, sequence: $0.sequence, digest: $0.digest)
    }
    guard document.releases == certified else {
        throw CheckFailure("the certified releases of \(document.pid) are others than the document's")
    }
    guard document.problem == nil || certificate.problem == nil else {
        throw CheckFailure("the document of \(document.pid) names the problem that its certificate conceals")
    }
}
