// SPDX-License-Identifier: Apache-2.0

/// How long what people write may be, in Unicode scalars; the database's checks say the same, and a test compares.
package enum Limits {
    /// Of what a decision or a change is for.
    package static let reason = 1...5000
    /// Of what a person is called, or somebody who is invited.
    package static let name = 1...200
    /// Of what its holder calls a token.
    package static let tokenName = 1...100
}
