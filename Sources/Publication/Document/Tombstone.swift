// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// What stands in a withdrawn document's place: that it was there, when it went and why.
package struct Tombstone: Hashable, Sendable {
    package let pid: PID
    package let document: Digest
    package let reason: Revocation.Reason
    package let withdrawnAt: Instant

    /// The tombstone that follows from a revocation.
    package init(_ revocation: Revocation) {
        self.init(
            pid: revocation.pid,
            document: revocation.document,
            reason: revocation.reason,
            withdrawnAt: revocation.revokedAt
        )
    }

    private init(pid: PID, document: Digest, reason: Revocation.Reason, withdrawnAt: Instant) {
        self.pid = pid
        self.document = document
        self.reason = reason
        self.withdrawnAt = withdrawnAt
    }
}

extension Tombstone: CanonicalFormat {
    package static let schema = Schema.tombstone
    package static let laterSchemas = [Schema.tombstone2]
    package var fittingSchema: String { reason.text == nil ? Schema.tombstone2 : Schema.tombstone }
    package static let byteLimit = 16_384

    package var members: KeyValuePairs<String, JSON?> {
        [
            "pid": .text(pid), "document": .text(document), "reason": reason.json,
            "withdrawn_at": .text(withdrawnAt),
        ]
    }

    package static func read(_ reader: inout ObjectReader) -> Tombstone? {
        let pid = reader.pid("pid")
        let document = reader.digest("document")
        let reason = reader.object("reason", read: Revocation.Reason.read)
        let withdrawnAt = reader.instant("withdrawn_at")
        guard let pid, let document, let reason, let withdrawnAt else { return nil }
        return Tombstone(pid: pid, document: document, reason: reason, withdrawnAt: withdrawnAt)
    }
}
