// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// A request for access to a release, with who asks and who decides.
package struct AccessRecord: Record, Sendable {
    package let id: ID<AccessRequest>
    package let pid: PID
    package let release: ID<Release>
    package let releaseState: Release.State
    package let dataset: PID
    package let title: String
    package let sequence: Int
    package let provider: ID<Organisation>
    package let providerPID: PID
    package let person: ID<Person>
    package let personPID: PID
    package let personName: String
    /// The names of the active organisations that the person belongs to.
    package let affiliations: [String]
    package let purpose: String
    package let state: AccessRequest.State
    package let termsDigest: Digest
    package let dueAt: Instant?
    package let decidedAt: Instant?
    package let reason: String?
    package let createdAt: Instant
    package let changedAt: Instant

    package var row: Subject<AccessRequest.State> { Subject(id, state) }

    /// Of `access_requests a`, its `releases r`, `datasets d`, provider `organisations o` and `persons p`.
    package static var columns: SQL {
        """
        a.id, a.pid, a.release, r.state, d.pid, d.title, r.sequence, o.id, o.pid, p.id, p.pid, p.name,
        ARRAY(
            SELECT DISTINCT mo.name FROM memberships m JOIN organisations mo ON mo.id = m.organisation
            WHERE m.person = p.id AND mo.state = 'active' ORDER BY mo.name
        ),
        a.purpose, a.state, a.terms_digest, a.due_at, a.decided_at, a.reason, a.created_at, a.changed_at
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        pid = try row.next()
        release = try row.next()
        releaseState = try row.next()
        dataset = try row.next()
        title = try row.next()
        sequence = try row.next()
        provider = try row.next()
        providerPID = try row.next()
        person = try row.next()
        personPID = try row.next()
        personName = try row.next()
        affiliations = try row.next()
        purpose = try row.next()
        state = try row.next()
        termsDigest = try row.next()
        dueAt = try row.next()
        decidedAt = try row.next()
        reason = try row.next()
        createdAt = try row.next()
        changedAt = try row.next()
    }
}
