// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// A request for access to a release, with who asks and who decides.
package struct AccessRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: ID<AccessRequest>
    /// The public identifier, of the kind `accessRequest`.
    package let pid: PID
    /// The release that is asked for.
    package let release: ID<Release>
    /// The release's state in the same snapshot.
    package let releaseState: Release.State
    /// The public identifier of the release's dataset.
    package let dataset: PID
    /// The dataset's title: 1 to 300 characters.
    package let title: String
    /// The release's number within its dataset, from 1.
    package let sequence: Int
    /// The organisation whose dataset it is, which answers.
    package let provider: ID<Organisation>
    /// The provider's public identifier.
    package let providerPID: PID
    /// The person who asks.
    package let person: ID<Person>
    /// That person's public identifier.
    package let personPID: PID
    /// That person's name: 1 to 200 characters.
    package let personName: String
    /// The names of the active organisations that the person belongs to.
    package let affiliations: [String]
    /// What the person wants the release for: 1 to 5000 characters.
    package let purpose: String
    package let state: AccessRequest.State
    /// The digest of the terms that the person accepted.
    package let termsDigest: Digest
    /// When silence declines the request, or when the grant ends; `nil` in every other state.
    package let dueAt: Instant?
    /// When a person last decided on it, by answering or by ending the grant; `nil` before.
    package let decidedAt: Instant?
    /// What was said with that decision, 1 to 5000 characters; `nil` before.
    package let reason: String?
    /// When it was asked for.
    package let createdAt: Instant
    /// When the row last changed.
    package let changedAt: Instant

    /// The request's row, to be moved.
    package var row: Subject<AccessRequest.State> { Subject(id, state) }

    /// Of `access_requests a`, its `releases r`, `datasets d`, provider `organisations o` and `persons p`.
    package static var columns: SQL {
        """
        a.id, a.pid, a.release, r.state, d.pid, coalesce(d.released_title, d.title), r.sequence, o.id, o.pid,
        p.id, p.pid, p.name,
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
