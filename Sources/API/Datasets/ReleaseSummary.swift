// SPDX-License-Identifier: Apache-2.0
import Domain
import Store

/// A release in its dataset's representation, and in lists.
struct ReleaseSummary: Sendable {
    let sequence: Int
    let state: Release.State
    let profile: Release.Profile
    let releasedAt: Instant?

    init(_ release: ReleaseFacts) {
        sequence = release.sequence
        state = release.state
        profile = release.profile
        releasedAt = release.releasedAt
    }

    /// `nil` when the dataset has no release.
    init?(latestOf dataset: DatasetListing) {
        guard let sequence = dataset.sequence, let state = dataset.state, let profile = dataset.profile else {
            return nil
        }
        self.sequence = sequence
        self.state = state
        self.profile = profile
        releasedAt = dataset.releasedAt
    }

    static let shown = Representation<Self>("ReleaseSummary", "A release in a list.") {
        Member("sequence", .ordinal) { $0.sequence }
        Member("state", .one(of: Release.State.self)) { $0.state }
        Member("profile", .one(of: Release.Profile.self)) { $0.profile }
        Member("released_at", orNull: .time) { $0.releasedAt }
    }
}
