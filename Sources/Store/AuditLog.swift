// SPDX-License-Identifier: Apache-2.0
import JSON
import Postgres

/// Writes what happened, in the transaction in which it happens, for the audit and for the outbox.
package struct AuditLog {
    private let db: Connection

    package init(_ db: Connection) {
        self.db = db
    }

    /// Records that `action` happened to the `object` with the public id `subject`; the actor is the transaction's.
    package func record(_ action: String, _ object: String, _ subject: String, _ details: JSON = [:]) throws {
        let _: Int = try db.execute(
            "SELECT record_event(\(action), \(object), \(subject), \(RawJSON(details.canonical))::jsonb)"
        )
    }

    /// Records that a request, by its method and path, was refused to the transaction's actor for the reason `code`.
    package func recordRefusal(of request: String, code: String) throws {
        let _: Int = try db.execute("SELECT record_refusal(\(request), \(code))")
    }
}
