// SPDX-License-Identifier: Apache-2.0
import COpenSSL

/// A digest over bytes at hand or over a stream; its subclasses are the functions.
///
/// libcrypto's default provider always has these functions, so its calls fail only where Swift itself would
/// end the process (no memory); for that reason nothing here throws.
package class MessageDigest {
    /// Sendable although it wraps a pointer: a fetched algorithm never changes and is never freed.
    struct Algorithm: @unchecked Sendable {
        let pointer: OpaquePointer
        let byteCount: Int

        init(_ name: String) {
            guard let pointer = EVP_MD_fetch(nil, name, nil) else {
                preconditionFailure("libcrypto has no \(name)")
            }
            self.pointer = pointer
            byteCount = Int(EVP_MD_get_size(pointer))
        }
    }

    private let algorithm: Algorithm
    private let context: OpaquePointer

    init(_ algorithm: Algorithm) {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("no memory for a digest context") }
        self.algorithm = algorithm
        self.context = context
        let status = EVP_DigestInit_ex2(context, algorithm.pointer, nil)
        precondition(status == 1, "a digest cannot start")
    }

    deinit { EVP_MD_CTX_free(context) }

    package final func update(_ bytes: UnsafeRawBufferPointer) {
        let status = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(status == 1, "a digest cannot continue")
    }

    package final func update(_ bytes: some Collection<UInt8>) {
        withContiguous(bytes) { update($0) }
    }

    /// The digest of everything so far.
    ///
    /// The stream starts anew afterwards.
    package final func finish() -> [UInt8] {
        let digest = [UInt8](unsafeUninitializedCapacity: algorithm.byteCount) { buffer, count in
            let status = EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            precondition(status == 1, "a digest cannot finish")
            count = algorithm.byteCount
        }
        let status = EVP_DigestInit_ex2(context, algorithm.pointer, nil)
        precondition(status == 1, "a digest cannot start")
        return digest
    }
}

/// Calls `body` with the bytes in one piece, copying them only when the collection is not stored so.
func withContiguous<R>(_ bytes: some Collection<UInt8>, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    bytes.withContiguousStorageIfAvailable { body(UnsafeRawBufferPointer($0)) }
        ?? Array(bytes).withUnsafeBytes(body)
}
