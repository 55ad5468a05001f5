// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// The votes of moderators on a flag, as far as the transaction's actor may see them.
package struct FlagVotes: Record, Hashable, Sendable {
    /// How many are to uphold it.
    package let uphold: Int
    /// How many are to dismiss it.
    package let dismiss: Int
    /// Whether the actor voted to uphold it; `nil` for an actor who has not voted.
    package let own: Bool?

    package static var columns: SQL { columns(of: "g.id") }

    /// Of the flag with this key.
    static func columns(of flag: SQL) -> SQL {
        """
        (SELECT count(*) FROM flag_votes WHERE flag_votes.flag = \(flag) AND uphold),
        (SELECT count(*) FROM flag_votes WHERE flag_votes.flag = \(flag) AND NOT uphold),
        (SELECT uphold FROM flag_votes WHERE flag_votes.flag = \(flag) AND moderator = (SELECT actor()))
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        uphold = try row.next()
        dismiss = try row.next()
        own = try row.next()
    }
}
