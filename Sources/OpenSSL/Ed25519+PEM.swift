// SPDX-License-Identifier: Apache-2.0
import COpenSSL

extension Ed25519 {
    /// The raw public bytes of a key, which must be an Ed25519 key.
    static func publicBytes(of key: OpaquePointer) throws(OpenSSLError) -> [UInt8] {
        let operation = "reading an Ed25519 key"
        ERR_clear_error()
        guard EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519 else {
            throw OpenSSLError(takingQueueFor: operation)
        }
        var bytes = [UInt8](repeating: 0, count: 32)
        var count = bytes.count
        try requireOne(EVP_PKEY_get_raw_public_key(key, &bytes, &count), operation)
        return bytes
    }

    static func readPEM(
        _ pem: [UInt8],
        _ operation: String,
        _ read: (OpaquePointer) -> OpaquePointer?
    ) throws(OpenSSLError) -> OpaquePointer {
        ERR_clear_error()
        // The memory BIO reads the array in place, so it must not outlive this closure.
        let key = pem.withUnsafeBytes { bytes -> OpaquePointer? in
            guard let bio = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)) else { return nil }
            defer { BIO_free(bio) }
            return read(bio)
        }
        return try require(key, operation)
    }

    static func writePEM(_ operation: String, _ write: (OpaquePointer) -> Int32) throws(OpenSSLError)
        -> [UInt8]
    {
        ERR_clear_error()
        let bio = try require(BIO_new(BIO_s_mem()), operation)
        defer { BIO_free(bio) }
        try requireOne(write(bio), operation)
        var pem: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 512)
        while true {
            let count = BIO_read(bio, &buffer, Int32(buffer.count))
            guard count > 0 else { return pem }
            pem.append(contentsOf: buffer[..<Int(count)])
        }
    }
}
