// SPDX-License-Identifier: Apache-2.0

/// Why a version is judged against a release that it does not list.
package enum UnlistedSource: String, CaseIterable, Sendable {
    /// A version before it lists it.
    case earlier
    /// A party has downloaded a file of it, and no version lists it; its provider is not asked.
    case downloaded
}
