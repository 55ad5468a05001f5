// SPDX-License-Identifier: Apache-2.0

extension Permissions {
    /// Reviews: asked for by a moderator, given by the person who was asked, read by the authors.
    static let reviews: [Permission] = [
        Permission(
            .finding,
            .askReview,
            .scope(.moderate),
            by: [.neutral(.moderator)],
            only: Permission.these(Finding.State.submitted)
        ),
        Permission(
            .finding,
            .listReviews,
            .scope(.read),
            by: [.any(.author), .any(.assignedReviewer), .any(.moderator), .any(.admin)],
            refusing: .hidden
        ),
        Permission(.review, .show, .scope(.read), by: [.any(.person)]),
        Permission(
            .review,
            .give,
            .scope(.findings),
            by: [.any(.assignedReviewer)],
            only: Permission.when(.give, Review.State.self)
        ),
        Permission(
            .review,
            .decline,
            .scope(.findings),
            by: [.any(.assignedReviewer)],
            only: Permission.when(.decline, Review.State.self)
        ),
    ]
}
