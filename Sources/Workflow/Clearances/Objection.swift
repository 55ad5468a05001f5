// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// What a provider objects to: a passage of one file of a version, for one reason.
package struct Objection: Sendable {
    /// The digest of the file.
    package let digest: Digest
    /// The passage, counted in bytes from 0; the bounds belong to it.
    package let bytes: ClosedRange<Int64>
    /// Why the provider objects.
    package let category: Flag.Category
    /// What the provider says of the passage: 1 to 5000 characters.
    package let note: String

    /// Takes the parts as they are; ``check(against:_:)`` holds them against the version.
    package init(digest: Digest, bytes: ClosedRange<Int64>, category: Flag.Category, note: String) {
        self.digest = digest
        self.bytes = bytes
        self.category = category
        self.note = note
    }
}

extension Objection {
    /// Checks that the objection names a passage of a file of this version that was not cleared before, and
    /// that it leaves enough of the version.
    ///
    /// - Throws: `ActRefused` when it does not.
    func check(against clearance: ClearanceRecord, _ db: Connection) throws {
        let flags = FlagStore(db)
        guard let size = try flags.size(ofFile: digest, in: clearance.version) else {
            throw ActRefused.invalid(
                "/file_digest",
                "unknown_value",
                "The version has no file with this digest."
            )
        }
        guard bytes.upperBound < size else {
            throw ActRefused.invalid("/last_byte", "range", "The file has \(size) bytes.")
        }
        guard try !flags.wasCleared(digest, for: clearance) else {
            throw ActRefused.conflict("already_cleared", "This file was cleared in an earlier version.")
        }
        guard try !isEverything(of: clearance, db) else {
            throw ActRefused.unheard(
                FieldError(
                    pointer: "/last_byte",
                    code: "objection_to_everything",
                    detail: "Name the passage; an objection to everything is not heard."
                )
            )
        }
    }

    /// Whether the objection, with those that stand already, leaves next to nothing of the version.
    private func isEverything(of clearance: ClearanceRecord, _ db: Connection) throws -> Bool {
        let files = try FindingFileStore(db).files(of: clearance.version)
        var extent = ObjectionExtent(sizes: Dictionary(files.map { ($0.digest, $0.size) }) { $1 })
        for flag in try FlagStore(db).flags(of: clearance.id) where flag.state != .dismissed {
            extent.add(flag.firstByte...flag.lastByte, of: flag.fileDigest)
        }
        extent.add(bytes, of: digest)
        return extent.isEverything
    }
}
