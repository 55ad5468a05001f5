// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A clearance as stored, with the version that it is about.
package struct ClearanceRecord: Record, Sendable {
    package let id: ID<ClearanceCase>
    package let pid: PID
    package let finding: ID<Finding>
    package let findingPID: PID
    package let version: ID<FindingVersion>
    package let number: Int
    package let versionState: Finding.State
    package let title: String
    package let abstract: String
    package let isThesis: Bool
    package let organisation: ID<Organisation>
    package let organisationPID: PID
    package let organisationName: String
    package let state: Clearance.State
    package let outcome: Clearance.Outcome?
    package let noticedAt: Instant
    package let firstNoticedAt: Instant
    package let dueAt: Instant?
    package let capAt: Instant
    package let extendedAt: Instant?
    package let decidedAt: Instant?

    package var row: Subject<Clearance.State> { Subject(id, state) }
    package var versionRow: Subject<Finding.State> { Subject(version, versionState) }

    /// Of `clearances c`, their `finding_versions v`, `findings f` and `organisations o`.
    package static var columns: SQL {
        """
        c.id, c.pid, c.finding, f.pid, c.version, v.number, v.state, v.title, v.abstract, v.thesis, c.organisation, o.pid,
        o.name, c.state, c.outcome, c.noticed_at, c.first_noticed_at, c.due_at, c.cap_at, c.extended_at, c.decided_at
        """
    }

    package static var source: SQL {
        """
        clearances c
        JOIN finding_versions v ON v.id = c.version
        JOIN findings f ON f.id = c.finding
        JOIN organisations o ON o.id = c.organisation
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
    }
}
