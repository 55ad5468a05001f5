// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// Refuses what authors ask for too soon after what they have asked for before; the database refuses it
    /// as well, without saying when it is possible again.
    ///
    /// - Throws: `ActRefused` that says when.
    func requireAttention(for finding: ID<Finding>) throws {
        try requireAttention(try one(Askings.reading(finding)))
    }

    /// The same, when it is known what they have asked for.
    func requireAttention(_ askings: Askings) throws {
        let next = Attention(past: askings.past).next(after: askings.now)
        guard next > askings.now else { return }
        throw ActRefused.conflict(
            "attention_spent",
            "Of one finding versions are submitted, exceptions asked for and appeals made \(Deadlines.askings) times "
                + "in any \(Deadlines.askingWindow) days: again from \(next) on."
        )
    }
}
