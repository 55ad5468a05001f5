// SPDX-License-Identifier: Apache-2.0
import COpenSSL

/// SHA-256, over bytes at hand or over a stream.
///
/// libcrypto's default provider always has this digest, so its calls fail only where Swift itself would end the process
/// (no memory); for that reason nothing here throws.
package final class SHA256 {
    package static let byteCount = 32

    /// Looked up once: a lookup by name costs more than hashing a short string.
    private static let algorithm = Algorithm()
    private let context: OpaquePointer

    package init() {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("no memory for a digest context") }
        self.context = context
        let status = EVP_DigestInit_ex2(context, Self.algorithm.pointer, nil)
        precondition(status == 1, "SHA-256 cannot start")
    }

    deinit { EVP_MD_CTX_free(context) }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        let status = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(status == 1, "SHA-256 cannot continue")
    }

    package func update(_ bytes: some Collection<UInt8>) {
        withContiguous(bytes) { update($0) }
    }

    /// The digest of everything so far.
    ///
    /// The stream starts anew afterwards.
    package func finish() -> [UInt8] {
        let digest = [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
            let status = EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            precondition(status == 1, "SHA-256 cannot finish")
            count = Self.byteCount
        }
        let status = EVP_DigestInit_ex2(context, Self.algorithm.pointer, nil)
        precondition(status == 1, "SHA-256 cannot start")
        return digest
    }

    /// The digest of these bytes alone.
    package static func digest(of bytes: some Collection<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            let status = withContiguous(bytes) {
                EVP_Digest($0.baseAddress, $0.count, buffer.baseAddress, nil, algorithm.pointer, nil)
            }
            precondition(status == 1, "SHA-256 failed")
            count = byteCount
        }
    }

    /// Sendable although it wraps a pointer: a fetched algorithm never changes and is never freed.
    private struct Algorithm: @unchecked Sendable {
        let pointer: OpaquePointer

        init() {
            guard let pointer = EVP_MD_fetch(nil, "SHA256", nil) else {
                preconditionFailure("libcrypto has no SHA-256")
            }
            self.pointer = pointer
        }
    }
}

/// Calls `body` with the bytes in one piece, copying them only when the collection is not stored so.
func withContiguous<R>(_ bytes: some Collection<UInt8>, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    bytes.withContiguousStorageIfAvailable { body(UnsafeRawBufferPointer($0)) }
        ?? Array(bytes).withUnsafeBytes(body)
}
