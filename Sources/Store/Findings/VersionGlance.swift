// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// All that the representation of a finding's latest version depends on, for the transaction's actor.
///
/// Two glances that are equal mean the same bytes: a change of what belongs to the finding alone changes the
/// stamp; what depends on the reader, or belongs to somebody else, is here as the reader sees it.
package struct VersionGlance: Record, Hashable, Sendable {
    /// The latest version that the actor may see.
    package let id: ID<FindingVersion>
    /// Changes with every change of the finding or of anything that hangs on it.
    package let stamp: UUID
    /// Whether the transaction's actor is an author of the finding.
    package let isAuthor: Bool
    /// As what the transaction's actor judges the version, by the names of relations; `party` for a judge
    /// who is one.
    package let seats: [Relation]
    /// What the actor, as a judge, may not decide of the version, by the names of actions: for what was
    /// decided before, or for want of anything to decide.
    ///
    /// Rule R9: two gates take two people. The function `barred` of the database says who opened another.
    package let barred: [Action]
    /// The releases that the version is judged against and does not list, as a JSON array; `nil` for an actor
    /// who is no judge.
    package let unlisted: String?
    /// Since when the finding lacks judges, as a JSON object; `nil` where it has them, and for an actor who
    /// is no judge.
    package let vacancy: String?
    /// How the transaction's actor sees the version as its reviewer; `nil` for an
    /// actor who is not its reviewer.
    package let reviewSight: ReviewSight?
    /// The problem that the finding answers; `nil` for none, or for one that the actor may not see.
    package let problem: PID?
    /// The clearances that the actor may see, with what shows of their organisations.
    package let clearances: [String]
    /// The releases used that the actor may see.
    package let releases: [String]

    /// Of `source`.
    package static let columns: SQL = """
        v.id, f.stamp, \(isAuthor), j.seats, j.barred, j.unlisted::text, j.vacancy::text, rs.sight,
        (SELECT pid FROM problems WHERE id = f.problem),
        ARRAY(
            SELECT c.id || ' ' || o.pid || ' ' || o.name
            FROM clearances c JOIN organisations o ON o.id = c.organisation
            WHERE c.version = v.id ORDER BY c.id
        ),
        ARRAY(
            SELECT u.release || ' ' || d.pid || ' ' || r.sequence
            FROM finding_releases u JOIN releases r ON r.id = u.release JOIN datasets d ON d.id = r.dataset
            WHERE u.version = v.id ORDER BY u.release
        )
        """

    /// What `columns` read from; who asks is asked once, behind a fence that the planner does not take away.
    package static let source: SQL = """
        findings f
        JOIN finding_versions v ON v.finding = f.id
        CROSS JOIN (SELECT actor() AS id OFFSET 0) AS me
        CROSS JOIN LATERAL review_sight(v.id, me.id) AS rs(sight)
        CROSS JOIN LATERAL judging(f.id, v.id) AS j
        """

    private static let isAuthor: SQL = "is_author(f.id, me.id)"

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        stamp = try row.next()
        isAuthor = try row.next()
        seats = try row.next()
        barred = try row.next()
        unlisted = try row.next()
        vacancy = try row.next()
        reviewSight = try row.next()
        problem = try row.next()
        clearances = try row.next()
        releases = try row.next()
    }
}
