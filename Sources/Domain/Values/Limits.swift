// SPDX-License-Identifier: Apache-2.0

/// How long what people write may be, in Unicode scalars; the database's checks say the same, and a test compares.
package enum Limits {
    /// Of what a decision or a change is for.
    package static let reason = 1...5000
    /// Of why a publication is taken back, which its revocation says.
    package static let withdrawalReason = 1...2000
    /// Of a file's name.
    package static let fileName = 1...200
}
