// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A row that goes through a lifecycle, in the state in which it was read.
package struct Subject<State: StoredLifecycle>: Sendable {
    /// The value of the table's key.
    let key: SQL
    /// The state in which the row was read, and from which it is moved.
    package let state: State

    /// Takes the value of the table's key as its driver encodes it.
    package init<Key: SQLEncodable>(_ key: Key, _ state: State) {
        self.key = "\(key)"
        self.state = state
    }
}

/// A lifecycle whose states are stored in a table.
package protocol StoredLifecycle: Lifecycle, SQLEncodable {
    static var table: SQL { get }
    /// The column that tells the rows apart.
    static var key: SQL { get }
    /// Whether rows have a `due_at`.
    static var isTimed: Bool { get }
    /// Which of the rows that wait are still waited for.
    static var isLive: SQL { get }
}

extension StoredLifecycle {
    /// Most tables have their key in `id`.
    package static var key: SQL { "id" }
    /// Rows have a `due_at` unless their lifecycle says otherwise.
    package static var isTimed: Bool { true }
    /// All are, unless their lifecycle says otherwise.
    package static var isLive: SQL { "true" }
}

extension Organisation.State: StoredLifecycle {
    /// One row for each organisation, closed ones too.
    package static var table: SQL { "organisations" }
    /// No state of an organisation waits for the clock.
    package static var isTimed: Bool { false }
}

extension PersonState: StoredLifecycle {
    /// One row for each person.
    package static var table: SQL { "persons" }
    /// No state of a person waits for the clock.
    package static var isTimed: Bool { false }
}

extension Problem.State: StoredLifecycle {
    /// One row for each problem; the texts of its versions are in another table.
    package static var table: SQL { "problems" }
}

extension Release.State: StoredLifecycle {
    /// One row for each release.
    package static var table: SQL { "releases" }
}

extension AccessRequest.State: StoredLifecycle {
    /// One row for each request.
    package static var table: SQL { "access_requests" }
}

extension Finding.State: StoredLifecycle {
    /// One row for each version, not for each finding.
    package static var table: SQL { "finding_versions" }
}

extension Screening: StoredLifecycle {
    /// One row for each version that was ever submitted.
    package static var table: SQL { "screenings" }
    /// What its version has left behind is over.
    package static var isLive: SQL {
        "EXISTS (SELECT FROM finding_versions v WHERE v.id = version AND v.state = 'submitted')"
    }
    /// A screening is its version's, and has no key of its own.
    package static var key: SQL { "version" }
}

extension Moderation: StoredLifecycle {
    /// One row for each version that was ever submitted.
    package static var table: SQL { "moderations" }
    /// What its version has left behind is over.
    package static var isLive: SQL { Screening.isLive }
    /// A moderation is its version's, and has no key of its own.
    package static var key: SQL { "version" }
}

extension Certification: StoredLifecycle {
    /// One row for each version that was ever submitted.
    package static var table: SQL { "certifications" }
    /// What its version has left behind is over.
    package static var isLive: SQL { Screening.isLive }
    /// A certification is its version's, and has no key of its own.
    package static var key: SQL { "version" }
}

extension Clearance.State: StoredLifecycle {
    /// One row for each version and provider.
    package static var table: SQL { "clearances" }
}

extension Flag.State: StoredLifecycle {
    /// One row for each flag.
    package static var table: SQL { "flags" }
}

extension Review.State: StoredLifecycle {
    /// One row for each review; who was asked is in another table.
    package static var table: SQL { "reviews" }
}

extension PublicationRecord.State: StoredLifecycle {
    /// One row for each certified version.
    package static var table: SQL { "publications" }
}

extension WithdrawalNote.State: StoredLifecycle {
    /// At most one row for each publication.
    package static var table: SQL { "withdrawal_notes" }
    /// A note is its publication's, and has no key of its own.
    package static var key: SQL { "publication" }
}

extension Identifier.State: StoredLifecycle {
    /// One row for each publication that ever was public.
    package static var table: SQL { "identifiers" }
    /// An identifier is its publication's, and has no key of its own.
    package static var key: SQL { "publication" }
}

extension ExportRun: StoredLifecycle {
    /// One row for each run, failed ones too.
    package static var table: SQL { "export_runs" }
    /// Runs are numbered.
    package static var key: SQL { "number" }
    /// A run is watched by its folder's lock, so it has no due time.
    package static var isTimed: Bool { false }
}

/// The lifecycles whose states are stored in tables.
package enum StoredLifecycles {
    /// Each one once.
    package static let all: [any StoredLifecycle.Type] = [
        Organisation.State.self, PersonState.self, Problem.State.self, Release.State.self,
        AccessRequest.State.self, Finding.State.self, Screening.self, Moderation.self, Certification.self,
        Clearance.State.self, Flag.State.self, Review.State.self, PublicationRecord.State.self,
        WithdrawalNote.State.self,
        Identifier.State.self, ExportRun.self,
    ]
}
