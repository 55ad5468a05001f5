// SPDX-License-Identifier: Apache-2.0
import COpenSSL
// Has nothing to call: it sets libcrypto up when the program is loaded.
import COpenSSLStart

/// A call of libcrypto that failed, with what its error queue said.
package struct OpenSSLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was being done, in words.
    package let operation: String
    /// The queue's texts, oldest first; they hold no secrets.
    package let reasons: [String]

    package var description: String {
        reasons.isEmpty ? "\(operation) failed" : "\(operation) failed: \(reasons.joined(separator: "; "))"
    }

    /// Takes this thread's error queue, which is empty afterwards.
    init(takingQueueFor operation: String) {
        self.operation = operation
        var reasons: [String] = []
        while true {
            let code = ERR_get_error()
            guard code != 0 else { break }
            var text = [CChar](repeating: 0, count: 256)
            ERR_error_string_n(code, &text, text.count)
            reasons.append(text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" })
        }
        self.reasons = reasons
    }
}

/// The pointer, or an error with the queue's text when there is none.
func require<Pointer>(_ pointer: Pointer?, _ operation: String) throws(OpenSSLError) -> Pointer {
    guard let pointer else { throw OpenSSLError(takingQueueFor: operation) }
    return pointer
}

/// Most of libcrypto's functions return 1 when they succeed.
func requireOne(_ status: Int32, _ operation: String) throws(OpenSSLError) {
    guard status == 1 else { throw OpenSSLError(takingQueueFor: operation) }
}
