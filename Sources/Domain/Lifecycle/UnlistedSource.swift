// SPDX-License-Identifier: Apache-2.0

/// Why a version is judged against a release that it does not list.
package enum UnlistedSource: String, CaseIterable, Sendable {
    /// A version before it lists it.
    case earlier
    /// The finding's people have had it before them: a party has downloaded or uploaded a file of it, it is
    /// of the problem's data, or it was taken out of an earlier version; its provider is not asked.
    case downloaded
}
