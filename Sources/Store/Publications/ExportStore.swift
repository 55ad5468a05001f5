// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// One publication as the export reads it.
package struct ExportedPublication: Sendable {
    package let pid: PID
    package let isWithdrawn: Bool
    package let record: [UInt8]
    package let certificate: [UInt8]
    package let revocation: [UInt8]?
}

/// Reads, under the exporter's role, everything that was ever published.
package struct ExportStore {
    private let db: Connection

    package init(_ db: Connection) {
        self.db = db
    }

    /// The moment of the transaction's view of the database.
    package func now() throws(PostgresError) -> Instant? {
        try db.scalar("SELECT published.moment()")
    }

    /// Calls `body` with each publication in the order of public ids (of bytes), streaming: memory does not grow with their
    /// number.
    package func forEach(_ body: (ExportedPublication) throws -> Void) throws {
        var reader = BinaryCopyReader()
        try db.copyOut(
            """
            COPY (
                SELECT pid::text, state = 'withdrawn', record, certificate, revocation
                FROM published.publications
                ORDER BY pid COLLATE "C"
            ) TO STDOUT (FORMAT binary)
            """
        ) { chunk in
            for fields in try reader.rows(in: chunk) {
                guard fields.count == 5, let text = fields[0],
                    let pid = PID(String(decoding: text, as: UTF8.self)),
                    let withdrawn = fields[1]?.first, let record = fields[2], let certificate = fields[3]
                else { throw MalformedCopy() }
                try body(
                    ExportedPublication(
                        pid: pid,
                        isWithdrawn: withdrawn != 0,
                        record: record,
                        certificate: certificate,
                        revocation: fields[4]
                    )
                )
            }
        }
    }
}
