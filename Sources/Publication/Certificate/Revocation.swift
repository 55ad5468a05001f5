// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// The signed statement that a certificate no longer counts, made when its publication is withdrawn.
package struct Revocation: Hashable, Sendable {
    package struct Reason: Hashable, Sendable {
        package enum Category: String, CaseIterable, Sendable {
            case authorsRequest = "authors_request"
            case error
            case misconduct
            case duplicate
            case personalData = "personal_data"
            case rights
            case legal
            case other
        }

        package var category: Category
        /// What the first number of the schema says in words; `nil` since, as a signed text can never be
        /// taken back.
        package var text: String?

        package init(category: Category, text: String? = nil) {
            self.category = category
            self.text = text
        }
    }

    package var pid: PID
    package var document: Digest
    /// The digest of the certificate's file.
    package var certificate: Digest
    package var reason: Reason
    package var revokedAt: Instant
    package var keyID: KeyID

    package init(
        pid: PID,
        document: Digest,
        certificate: Digest,
        reason: Reason,
        revokedAt: Instant,
        keyID: KeyID
    ) {
        self.pid = pid
        self.document = document
        self.certificate = certificate
        self.reason = reason
        self.revokedAt = revokedAt
        self.keyID = keyID
    }

    /// The revocation of a certificate.
    package init(of certificate: Signed<Certificate>, reason: Reason, at instant: Instant, keyID: KeyID) {
        self.init(
            pid: certificate.content.pid,
            document: certificate.content.document,
            certificate: Digest(hashing: certificate.bytes),
            reason: reason,
            revokedAt: instant,
            keyID: keyID
        )
    }
}

extension Revocation: SignedFormat {
    package static let schema = Schema.revocation
    package static let laterSchemas = [Schema.revocation2]
    package var fittingSchema: String { reason.text == nil ? Schema.revocation2 : Schema.revocation }
    package static let envelopeMember = "revocation"
    package static let byteLimit = 16_384

    package var signedAt: Instant? { revokedAt }
    package var members: KeyValuePairs<String, JSON?> {
        [
            "pid": .text(pid), "document": .text(document), "certificate": .text(certificate),
            "reason": reason.json, "revoked_at": .text(revokedAt), "key_id": .text(keyID),
        ]
    }

    package static func read(_ reader: inout ObjectReader) -> Revocation? {
        let pid = reader.pid("pid")
        let document = reader.digest("document")
        let certificate = reader.digest("certificate")
        let reason = reader.object("reason", read: Reason.read)
        let revokedAt = reader.instant("revoked_at")
        let keyID = reader.value("key_id", parse: KeyID.init)
        guard let pid, let document, let certificate, let reason, let revokedAt, let keyID else { return nil }
        return Revocation(
            pid: pid,
            document: document,
            certificate: certificate,
            reason: reason,
            revokedAt: revokedAt,
            keyID: keyID
        )
    }
}

extension Revocation.Reason {
    var json: JSON {
        .object(compacting: ["category": .string(category.rawValue), "text": text.map(JSON.string)])
    }

    static func read(_ reader: inout ObjectReader) -> Self? {
        let category = reader.enumeration("category", as: Category.self)
        let text = reader.optionalString("text", length: Limits.withdrawalReason, multiline: true)
        return category.map { Self(category: $0, text: text) }
    }
}
