// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// One publication as the export reads it.
package struct ExportedPublication: Sendable {
    /// What harvesters are told of it.
    package let header: HarvestHeader
    /// The bytes of the canonical document, or of the tombstone of a withdrawn one; `nil` while it is hidden.
    package let record: [UInt8]?
    /// The bytes of the signed certificate.
    package let certificate: [UInt8]
    /// The bytes of the signed revocation; `nil` unless it is withdrawn.
    package let revocation: [UInt8]?
}

/// Reads, under the exporter's role, everything that was ever published.
package struct ExportStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The moment of the transaction's view of the database.
    package func now() throws(PostgresError) -> Instant {
        try db.scalar("SELECT published.moment()") ?? Instant(rawValue: 0)
    }

    /// Calls `body` with each publication in the order of public ids (of bytes), streaming: memory does
    /// not grow with their number.
    package func forEach(_ body: (ExportedPublication) throws -> Void) throws {
        var reader = BinaryCopyReader()
        try db.copyOut(
            """
            COPY (
                SELECT pid::text, h.is_withdrawn, p.record, p.certificate, p.revocation,
                    (extract(epoch FROM h.changed_at) * 1000000)::bigint, h.kind, h.problem, h.organisation
                FROM published.publications p JOIN published.harvest h USING (pid)
                ORDER BY pid COLLATE "C"
            ) TO STDOUT (FORMAT binary)
            """
        ) { chunk in
            for fields in try reader.rows(in: chunk) { try body(Self.publication(fields)) }
        }
    }

    private static func publication(_ fields: [[UInt8]?]) throws -> ExportedPublication {
        guard fields.count == 9, let pid = text(fields[0]).flatMap({ PID($0) }),
            let withdrawn = fields[1]?.first,
            let certificate = fields[3], let changedAt = fields[5],
            let kind = text(fields[6]).flatMap(Finding.Kind.init)
        else { throw MalformedCopy() }
        return ExportedPublication(
            header: HarvestHeader(
                pid: pid,
                isWithdrawn: withdrawn != 0,
                changedAt: Instant(rawValue: changedAt.reduce(0) { $0 << 8 | Int64($1) }),
                kind: kind,
                problem: text(fields[7]).flatMap { PID($0) },
                organisation: text(fields[8]).flatMap { PID($0) }
            ),
            record: fields[2],
            certificate: certificate,
            revocation: fields[4]
        )
    }

    private static func text(_ field: [UInt8]?) -> String? {
        field.map { String(decoding: $0, as: UTF8.self) }
    }
}
