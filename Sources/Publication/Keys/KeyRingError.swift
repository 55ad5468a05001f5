// SPDX-License-Identifier: Apache-2.0
import Domain

/// Why signing keys cannot be used.
package enum KeyRingError: Error, Hashable, Sendable {
    /// A folder that is to get its first key has one.
    case exists(directory: String)
    case missing(directory: String)
    /// Others than the owner can reach a private key.
    case exposed(path: String, mode: UInt32)
    /// A file does not say what it should.
    case damaged(path: String, detail: String)
    /// The content names another key than the current one.
    case wrongKey
    /// The content is dated before the current key came into use: two clocks differ.
    case tooEarly(validFrom: Instant)
    /// Only of a key that is retired can it be said that others have it; the current one is rotated.
    case notRetired(KeyID)
}

extension KeyRingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .exists(let directory): "\(directory) has signing keys already"
        case .missing(let directory): "\(directory) has no signing keys"
        case .exposed(let path, let mode):
            "\(path) has mode \(String(mode, radix: 8)); it must be 600 and its folder closed to other writers"
        case .damaged(let path, let detail): "\(path) is damaged: \(detail)"
        case .tooEarly(let validFrom): "the signing key is in use only from \(validFrom) on"
        case .notRetired(let id): "\(id) is no retired key of this platform"
        case .wrongKey: "the content names another signing key than the current one"
        }
    }
}
