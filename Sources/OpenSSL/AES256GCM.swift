// SPDX-License-Identifier: Apache-2.0
import COpenSSL

/// Encryption with AES-256 in Galois/Counter Mode (NIST SP 800-38D): what was changed does not open.
package enum AES256GCM {
    package static let keyByteCount = 32
    package static let nonceByteCount = 12
    /// How many bytes longer than its content a sealed piece is.
    package static let tagByteCount = 16

    /// The sealed bytes with their tag behind them.
    ///
    /// A nonce serves once for a key.
    package static func seal(_ bytes: [UInt8], key: [UInt8], nonce: [UInt8], binding: [UInt8])
        throws(OpenSSLError) -> [UInt8]
    {
        let operation = "sealing with AES-256-GCM"
        let context = try context(operation)
        defer { EVP_CIPHER_CTX_free(context) }
        precondition(key.count == keyByteCount && nonce.count == nonceByteCount, "another key or nonce")
        try requireOne(EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce), operation)
        var count: Int32 = 0
        try requireOne(EVP_EncryptUpdate(context, nil, &count, binding, Int32(binding.count)), operation)
        var sealed = [UInt8](repeating: 0, count: bytes.count + tagByteCount)
        try requireOne(EVP_EncryptUpdate(context, &sealed, &count, bytes, Int32(bytes.count)), operation)
        var last = [UInt8](repeating: 0, count: 16)
        try requireOne(EVP_EncryptFinal_ex(context, &last, &count), operation)
        var tag = [UInt8](repeating: 0, count: tagByteCount)
        try requireOne(
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag),
            operation
        )
        sealed.replaceSubrange(bytes.count..., with: tag)
        return sealed
    }

    /// The content of sealed bytes; `nil` when they, their key, nonce or binding are others than at the
    /// sealing.
    package static func open(_ sealed: ArraySlice<UInt8>, key: [UInt8], nonce: [UInt8], binding: [UInt8])
        throws(OpenSSLError) -> [UInt8]?
    {
        let operation = "opening what was sealed with AES-256-GCM"
        guard sealed.count >= tagByteCount else { return nil }
        let context = try context(operation)
        defer { EVP_CIPHER_CTX_free(context) }
        precondition(key.count == keyByteCount && nonce.count == nonceByteCount, "another key or nonce")
        try requireOne(EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce), operation)
        var count: Int32 = 0
        try requireOne(EVP_DecryptUpdate(context, nil, &count, binding, Int32(binding.count)), operation)
        let body = Array(sealed.dropLast(tagByteCount))
        var bytes = [UInt8](repeating: 0, count: body.count + 16)
        try requireOne(EVP_DecryptUpdate(context, &bytes, &count, body, Int32(body.count)), operation)
        var tag = Array(sealed.suffix(tagByteCount))
        try requireOne(
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag),
            operation
        )
        var last = [UInt8](repeating: 0, count: 16)
        guard EVP_DecryptFinal_ex(context, &last, &count) == 1 else {
            ERR_clear_error()
            return nil
        }
        return Array(bytes.prefix(body.count))
    }

    private static func context(_ operation: String) throws(OpenSSLError) -> OpaquePointer {
        ERR_clear_error()
        return try require(EVP_CIPHER_CTX_new(), operation)
    }
}
