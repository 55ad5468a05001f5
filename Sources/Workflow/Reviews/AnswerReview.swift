// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// A reviewer gives a review; it decides nothing, and no gate waits for it.
    ///
    /// - Throws: `TransitionRefused` when it was answered, `LostRace` when that happened meanwhile.
    package func give(_ advice: Review.Advice, in review: ReviewRecord) throws {
        try ReviewStore(self).give(advice, review)
    }

    /// A reviewer declines, with a reason of 1 to 5000 characters.
    ///
    /// - Throws: `TransitionRefused` when it was answered, `LostRace` when that happened meanwhile.
    package func decline(_ review: ReviewRecord, because reason: String) throws {
        try ReviewStore(self).end(review.row, .decline, ["reason": .string(reason)])
    }
}
