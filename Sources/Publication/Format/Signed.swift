// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import OpenSSL

/// A document that travels with a signature over its canonical bytes.
package protocol SignedFormat: CanonicalFormat {
    /// The name of the document's member in the envelope.
    static var envelopeMember: String { get }

    /// The key that must have signed it; the document itself says so.
    var keyID: KeyID { get }

    /// When it was signed, as the document says; `nil` where the time does not matter.
    var signedAt: Instant? { get }
}

/// A signed envelope.
///
/// Its file is canonical JSON: the document, the key's id and the signature as base64url.
///
/// A value of this type is well formed, nothing more: whether the signature is valid
/// says ``isValid(under:)``.
package struct Signed<Content: SignedFormat>: Hashable, Sendable {
    package let content: Content
    package let signature: [UInt8]

    package var keyID: KeyID { content.keyID }

    /// Signs `content`.
    ///
    /// The caller gives the key that the content names.
    package init(_ content: Content, signingWith key: Ed25519.PrivateKey) throws {
        self.content = content
        signature = try key.signature(for: content.canonical())
    }

    package var bytes: [UInt8] {
        JSON.object([
            Content.envelopeMember: content.json,
            "key_id": .string(keyID.description),
            "signature": .string(Base64URL.encode(signature)),
        ]).canonical
    }

    /// Reads an envelope's file and refuses every spelling but the one that `bytes` gives.
    package init(parsing bytes: [UInt8]) throws(FormatError) {
        let json = try parseCanonical(bytes, byteLimit: Content.byteLimit + 512, limits: Content.limits)
        var reader = ObjectReader(json)
        let content = reader.object(Content.envelopeMember) { Content.readWhole(&$0) }
        let keyID = reader.value("key_id", parse: KeyID.init)
        let signature = reader.value("signature") { text in
            Base64URL.decode(text).flatMap { $0.count == Ed25519.signatureByteCount ? $0 : nil }
        }
        if let content, let keyID, content.keyID != keyID {
            reader.record("key_id", "key_mismatch", "The document names another key.")
        }
        do throws(InvalidObject) {
            try reader.finish()
        } catch {
            throw .invalid(error)
        }
        guard let content, let signature else { throw .notCanonical }
        self.content = content
        self.signature = signature
        guard self.bytes == bytes else { throw .notCanonical }
    }

    /// Whether `key` made this signature.
    package func isValid(under key: Ed25519.PublicKey) -> Bool {
        KeyID(of: key) == keyID && key.isValid(signature, for: content.json.canonical)
    }
}
