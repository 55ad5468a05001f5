// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A row that goes through a lifecycle, in the state in which it was read.
package struct Subject<State: StoredLifecycle>: Sendable {
    /// The value of the table's key.
    let key: SQL
    package let state: State

    package init<Key: SQLEncodable>(_ key: Key, _ state: State) {
        self.key = "\(key)"
        self.state = state
    }
}

/// A lifecycle whose states stand in a table.
package protocol StoredLifecycle: Lifecycle, SQLEncodable {
    static var table: SQL { get }
    /// The column that tells the rows apart.
    static var key: SQL { get }
    /// Whether rows have a `due_at`.
    static var isTimed: Bool { get }
}

extension StoredLifecycle {
    package static var key: SQL { "id" }
    package static var isTimed: Bool { true }
}

extension Organisation.State: StoredLifecycle {
    package static var table: SQL { "organisations" }
    package static var isTimed: Bool { false }
}

extension PersonState: StoredLifecycle {
    package static var table: SQL { "persons" }
    package static var isTimed: Bool { false }
}

extension Problem.State: StoredLifecycle {
    package static var table: SQL { "problems" }
}

extension Release.State: StoredLifecycle {
    package static var table: SQL { "releases" }
}

extension AccessRequest.State: StoredLifecycle {
    package static var table: SQL { "access_requests" }
}

extension Finding.State: StoredLifecycle {
    package static var table: SQL { "finding_versions" }
}

extension Screening: StoredLifecycle {
    package static var table: SQL { "screenings" }
    package static var key: SQL { "version" }
}

extension Moderation: StoredLifecycle {
    package static var table: SQL { "moderations" }
    package static var key: SQL { "version" }
}

extension Clearance.State: StoredLifecycle {
    package static var table: SQL { "clearances" }
}

extension Flag.State: StoredLifecycle {
    package static var table: SQL { "flags" }
}

extension Review.State: StoredLifecycle {
    package static var table: SQL { "reviews" }
}

extension PublicationRecord.State: StoredLifecycle {
    package static var table: SQL { "publications" }
}

extension Identifier.State: StoredLifecycle {
    package static var table: SQL { "identifiers" }
    package static var key: SQL { "publication" }
}

extension ExportRun: StoredLifecycle {
    package static var table: SQL { "export_runs" }
    package static var key: SQL { "number" }
    package static var isTimed: Bool { false }
}

/// The lifecycles that stand in tables.
package enum StoredLifecycles {
    package static let all: [any StoredLifecycle.Type] = [
        Organisation.State.self, PersonState.self, Problem.State.self, Release.State.self,
        AccessRequest.State.self, Finding.State.self, Screening.self, Moderation.self, Clearance.State.self,
        Flag.State.self, Review.State.self, PublicationRecord.State.self, Identifier.State.self,
        ExportRun.self,
    ]
}
