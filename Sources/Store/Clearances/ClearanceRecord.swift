// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// An earlier version's clearance, whose provider saw all that a later version says.
package struct CarriedFrom: Hashable, Sendable {
    /// The earlier version's number within its finding.
    package let number: Int
    /// When the provider was asked about it.
    package let noticedAt: Instant
    /// When it was cleared.
    package let decidedAt: Instant
}

/// A clearance as stored, with the version that it is about.
package struct ClearanceRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: ID<ClearanceCase>
    /// The public identifier, of the kind `clearance`.
    package let pid: PID
    /// The finding that the version belongs to.
    package let finding: ID<Finding>
    /// The finding's public identifier.
    package let findingPID: PID
    /// The version that the provider was asked to clear.
    package let version: ID<FindingVersion>
    /// The version's number within its finding, from 1.
    package let number: Int
    /// The version's state in the same snapshot.
    package let versionState: Finding.State
    /// The version's title: 1 to 300 characters.
    package let title: String
    /// The version's abstract: 1 to 10000 characters.
    package let abstract: String
    /// Whether every version that was submitted is a thesis; no clearance of one is extended.
    package let isThesis: Bool
    /// The provider that was asked.
    package let organisation: ID<Organisation>
    /// The provider's public identifier.
    package let organisationPID: PID
    /// The provider's name: 1 to 200 characters.
    package let organisationName: String
    package let state: Clearance.State
    /// How it was passed; `nil` unless its state is `passed`.
    package let outcome: Clearance.Outcome?
    /// When the provider was asked about this version.
    package let noticedAt: Instant
    /// When the provider was first asked about any version of the finding.
    package let firstNoticedAt: Instant
    /// When the clock decides, at `capAt` the latest unless objections wait that too few can judge; `nil`
    /// when nobody is waited for.
    package let dueAt: Instant?
    /// The end of the clearance's time: 90 days after `firstNoticedAt`, or later for a version that came
    /// late.
    package let capAt: Instant
    /// When it was given more time; `nil` when it never was.
    package let extendedAt: Instant?
    /// When it ended; `nil` until then.
    package let decidedAt: Instant?
    /// The clearance from which it was carried over; `nil` where the provider was asked.
    package let carriedFrom: CarriedFrom?
    /// When silence clears it, or would have while objections wait; `nil` for one of an earlier
    /// version of the program.
    package let reviewDueAt: Instant?

    /// The clearance's row, to be moved.
    package var row: Subject<Clearance.State> { Subject(id, state) }

    /// Of `clearances c`, their `finding_versions v`, `findings f` and `organisations o`.
    package static var columns: SQL {
        """
        c.id, c.pid, c.finding, f.pid, c.version, v.number, v.state, v.title, v.abstract, NOT EXISTS (
            SELECT FROM finding_versions w
            WHERE w.finding = c.finding AND w.submitted_at IS NOT NULL AND NOT w.thesis
        ),
        c.organisation, o.pid, o.name, c.state, c.outcome, c.noticed_at, c.first_noticed_at, c.due_at,
        c.cap_at, c.extended_at, c.decided_at, c.review_due_at, carried.number,
        carried.noticed_at, carried.decided_at
        """
    }

    /// The joined tables that `columns` read from, with the aliases `c`, `v`, `f` and `o`.
    package static var source: SQL {
        """
        clearances c
        JOIN finding_versions v ON v.id = c.version
        JOIN findings f ON f.id = c.finding
        JOIN organisations o ON o.id = c.organisation
        LEFT JOIN LATERAL (
            SELECT ov.number, oc.noticed_at, oc.decided_at
            FROM clearances oc JOIN finding_versions ov ON ov.id = oc.version WHERE oc.id = c.carried_from
        ) AS carried ON true
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        pid = try row.next()
        finding = try row.next()
        findingPID = try row.next()
        version = try row.next()
        number = try row.next()
        versionState = try row.next()
        title = try row.next()
        abstract = try row.next()
        isThesis = try row.next()
        organisation = try row.next()
        organisationPID = try row.next()
        organisationName = try row.next()
        state = try row.next()
        outcome = try row.next()
        noticedAt = try row.next()
        firstNoticedAt = try row.next()
        dueAt = try row.next()
        capAt = try row.next()
        extendedAt = try row.next()
        decidedAt = try row.next()
        reviewDueAt = try row.next()
        let number: Int? = try row.next()
        let noticed: Instant? = try row.next()
        let decided: Instant? = try row.next()
        carriedFrom =
            if let number, let noticed, let decided {
                CarriedFrom(number: number, noticedAt: noticed, decidedAt: decided)
            } else { nil }
    }
}
