// SPDX-License-Identifier: Apache-2.0
import Glibc
import OpenSSL
import Testing

/// What the end of the process does to those who still compute then.
@Suite struct ExitTests {
    @Test func `who still digests while the process ends is not disturbed`() async {
        await #expect(processExitsWith: .success) {
            // Registered before libcrypto is used, and so called after whatever libcrypto would register.
            atexit { precondition(!SHA512().finish().isEmpty) }
            _ = SHA256.digest(of: Array("early".utf8))
        }
    }
}
