// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

extension ClearanceClock.Earlier: Record {
    /// Of `clearances c`.
    package static var columns: SQL {
        """
        c.noticed_at, c.left_at, c.review_due_at, c.state = 'passed' AND c.outcome <> 'not_used',
        ARRAY(
            SELECT s.release
            FROM version_scope s JOIN releases r ON r.id = s.release JOIN datasets d ON d.id = r.dataset
            WHERE s.version = c.version AND s.asks AND d.organisation = c.organisation
        )
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        let noticedAt: Instant = try row.next()
        let leftAt: Instant? = try row.next()
        let dueAt: Instant? = try row.next()
        let hasPassed: Bool = try row.next()
        let releases: [UUID] = try row.next()
        self.init(
            noticedAt: noticedAt,
            leftAt: leftAt,
            dueAt: dueAt,
            hasPassed: hasPassed,
            releases: Set(releases.map { ID(rawValue: $0) })
        )
    }
}

/// The days of review that were agreed with a release.
struct AgreedDays: Record {
    let release: ID<Release>
    let days: Int

    /// Of `scope_of(…) s`, `releases r` and `organisations o`.
    static var columns: SQL { "s.release, coalesce(r.review_days, o.clearance_days)" }

    init(row: inout Row) throws(DecodingFailure) {
        release = try row.next()
        days = try row.next()
    }
}
