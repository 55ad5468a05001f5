// SPDX-License-Identifier: Apache-2.0
import COpenSSL

/// Ed25519 signatures (RFC 8032).
package enum Ed25519 {
    package static let signatureByteCount = 64

    /// A key that signs.
    ///
    /// Sendable although it wraps a pointer: a key is never changed after it was made, its reference count is
    /// atomic, and every signature uses a context of its own.
    package final class PrivateKey: @unchecked Sendable {
        private let raw: OpaquePointer
        package let publicKey: PublicKey

        private init(owning raw: OpaquePointer) throws(OpenSSLError) {
            self.raw = raw
            do throws(OpenSSLError) {
                publicKey = try PublicKey(rawBytes: Ed25519.publicBytes(of: raw))
            } catch {
                EVP_PKEY_free(raw)
                throw error
            }
        }

        deinit { EVP_PKEY_free(raw) }

        /// A new random key.
        package static func generate() throws(OpenSSLError) -> PrivateKey {
            let operation = "making an Ed25519 key"
            ERR_clear_error()
            let context = try require(EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, nil), operation)
            defer { EVP_PKEY_CTX_free(context) }
            try requireOne(EVP_PKEY_keygen_init(context), operation)
            var raw: OpaquePointer?
            try requireOne(EVP_PKEY_generate(context, &raw), operation)
            return try PrivateKey(owning: try require(raw, operation))
        }

        /// The key of a 32-byte seed.
        package convenience init(seed: [UInt8]) throws(OpenSSLError) {
            ERR_clear_error()
            let raw = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
            try self.init(owning: try require(raw, "reading an Ed25519 seed"))
        }

        /// The key in an unencrypted PEM text (PKCS #8).
        package convenience init(pem: [UInt8]) throws(OpenSSLError) {
            let operation = "reading an Ed25519 private key from PEM"
            let raw = try Ed25519.readPEM(pem, operation) { bio in
                // Without a callback libcrypto would ask for a passphrase on the terminal.
                PEM_read_bio_PrivateKey(bio, nil, { _, _, _, _ in -1 }, nil)
            }
            try self.init(owning: raw)
        }

        /// This key as unencrypted PEM (PKCS #8).
        package func pem() throws(OpenSSLError) -> [UInt8] {
            try Ed25519.writePEM("writing an Ed25519 private key as PEM") { bio in
                PEM_write_bio_PKCS8PrivateKey(bio, raw, nil, nil, 0, nil, nil)
            }
        }

        package func signature(for message: some Collection<UInt8>) throws(OpenSSLError) -> [UInt8] {
            let operation = "signing with Ed25519"
            ERR_clear_error()
            let context = try require(EVP_MD_CTX_new(), operation)
            defer { EVP_MD_CTX_free(context) }
            try requireOne(EVP_DigestSignInit(context, nil, nil, nil, raw), operation)
            var signature = [UInt8](repeating: 0, count: signatureByteCount)
            var count = signatureByteCount
            let status = withContiguous(message) { message in
                EVP_DigestSign(
                    context,
                    &signature,
                    &count,
                    message.bindMemory(to: UInt8.self).baseAddress,
                    message.count
                )
            }
            try requireOne(status, operation)
            return signature
        }
    }

    /// A key that checks signatures.
    ///
    /// Sendable for the same reason as ``PrivateKey``.
    package final class PublicKey: @unchecked Sendable {
        private let raw: OpaquePointer
        /// The 32 bytes of RFC 8032.
        package let rawBytes: [UInt8]

        /// The key of these 32 bytes.
        package init(rawBytes: [UInt8]) throws(OpenSSLError) {
            ERR_clear_error()
            let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, rawBytes, rawBytes.count)
            raw = try require(key, "reading an Ed25519 public key")
            self.rawBytes = rawBytes
        }

        deinit { EVP_PKEY_free(raw) }

        /// The key in a PEM text (SubjectPublicKeyInfo).
        package convenience init(pem: [UInt8]) throws(OpenSSLError) {
            let operation = "reading an Ed25519 public key from PEM"
            let key = try Ed25519.readPEM(pem, operation) {
                PEM_read_bio_PUBKEY($0, nil, { _, _, _, _ in -1 }, nil)
            }
            defer { EVP_PKEY_free(key) }
            try self.init(rawBytes: Ed25519.publicBytes(of: key))
        }

        /// This key as PEM (SubjectPublicKeyInfo).
        package func pem() throws(OpenSSLError) -> [UInt8] {
            try Ed25519.writePEM("writing an Ed25519 public key as PEM") { PEM_write_bio_PUBKEY($0, raw) }
        }

        /// Whether `signature` is this key's over `message`.
        ///
        /// What is no signature at all is simply not valid.
        package func isValid(_ signature: [UInt8], for message: some Collection<UInt8>) -> Bool {
            guard signature.count == signatureByteCount, let context = EVP_MD_CTX_new() else { return false }
            defer {
                EVP_MD_CTX_free(context)
                ERR_clear_error()
            }
            guard EVP_DigestVerifyInit(context, nil, nil, nil, raw) == 1 else { return false }
            return withContiguous(message) { message in
                EVP_DigestVerify(
                    context,
                    signature,
                    signature.count,
                    message.bindMemory(to: UInt8.self).baseAddress,
                    message.count
                ) == 1
            }
        }
    }
}
