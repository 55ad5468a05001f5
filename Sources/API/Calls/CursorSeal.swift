// SPDX-License-Identifier: Apache-2.0
import OpenSSL

/// Makes cursors that only this platform can have made, each for one list with its filters.
///
/// A cursor is the key behind which the next page begins, after the first 96 bits of its HMAC; it stays good
/// for as long as the secret does, on every server that has it.
package struct CursorSeal: Sendable {
    private static let tagLength = 12
    private let secret: [UInt8]

    package init(secret: [UInt8]) {
        self.secret = secret
    }

    package func seal(_ key: String, of list: String) -> String {
        Base64URL.encode(tag(key, list) + Array(key.utf8))
    }

    /// The key in a cursor; `nil` when the cursor was made by somebody else or for another list.
    package func open(_ cursor: String, of list: String) -> String? {
        guard cursor.utf8.count <= 1024, let bytes = Base64URL.decode(cursor), bytes.count > Self.tagLength,
            let key = String(validating: bytes[Self.tagLength...], as: UTF8.self),
            constantTimeEqual(Array(bytes.prefix(Self.tagLength)), tag(key, list))
        else { return nil }
        return key
    }

    private func tag(_ key: String, _ list: String) -> [UInt8] {
        // Neither part has a line end: targets and keys are printable.
        Array(HMACSHA256.code(for: Array("\(list)\n\(key)".utf8), key: secret).prefix(Self.tagLength))
    }
}
