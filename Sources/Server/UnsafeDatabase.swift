// SPDX-License-Identifier: Apache-2.0

/// The database would lose what it acknowledges.
package struct UnsafeDatabase: Error, CustomStringConvertible, Sendable {
    let settings: [String]

    package var description: String {
        "The database does not keep what it acknowledges: \(settings.joined(separator: ", ")) must be on."
    }
}
