// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// What a provider objects to: a passage of one part of a version, for one reason.
package struct Objection: Sendable {
    /// The file, or the text of the description.
    package let part: VersionPart
    /// The passage, counted from 0 in bytes of the file, or of the text's UTF-8; the bounds belong to it.
    package let bytes: ClosedRange<Int64>
    /// Why the provider objects.
    package let category: Flag.Category
    /// What the provider says of the passage: 1 to 5000 characters.
    package let note: String

    /// Takes the parts as they are; ``check(against:_:_:)`` holds them against the version.
    package init(part: VersionPart, bytes: ClosedRange<Int64>, category: Flag.Category, note: String) {
        self.part = part
        self.bytes = bytes
        self.category = category
        self.note = note
    }
}

extension Objection {
    /// Checks that the objection names a passage of a part of this version that is new to the provider, to
    /// which it has not objected before, and that it leaves enough of the version; what stands there, if the
    /// part is a text.
    ///
    /// - Throws: `ActRefused` when it does not.
    func check(against clearance: ClearanceRecord, _ files: FileStore, _ db: Connection) throws -> String? {
        let parts = try FlaggableParts(of: clearance.version, db)
        guard let size = parts.sizes[part] else {
            throw ActRefused.invalid(
                part.digest == nil ? "/member" : "/file_digest",
                "unknown_value",
                "The version has no such file, or says nothing there."
            )
        }
        guard bytes.upperBound < size else {
            throw ActRefused.invalid("/last_byte", "range", "It has \(size) bytes.")
        }
        let passage = try parts.text(at: part, bytes)
        guard try isVisible(in: parts, files) else {
            throw ActRefused.invalid(
                "/last_byte",
                "blank",
                "Nothing of the passage can be seen: nobody could leave it out."
            )
        }
        guard try !wasRaised(in: clearance, parts, files, db) else {
            throw ActRefused.conflict(
                "already_flagged",
                "You objected to this passage before, and each is objected to once."
            )
        }
        guard try isNew(to: clearance, parts, files, db) else {
            throw ActRefused.conflict(
                "already_cleared",
                "This stood in an earlier version, for which your time is over: object to what is new."
            )
        }
        guard try !isEverything(of: clearance, parts, db) else {
            throw ActRefused.unheard(
                FieldError(
                    pointer: "/last_byte",
                    code: "objection_to_everything",
                    detail: "Name the passage; an objection to everything is not heard."
                )
            )
        }
        return passage
    }

    /// Whether the passage begins with more than blanks; of a long one the beginning is looked at.
    private func isVisible(in parts: FlaggableParts, _ files: FileStore) throws -> Bool {
        let beginning = bytes.lowerBound...min(bytes.upperBound, bytes.lowerBound + 4095)
        let said = try parts.window(at: part, beginning, files).said
        // What is no text, or is cut, is something that can be seen.
        return !TextForm.isBlank(String(decoding: said, as: UTF8.self))
    }

    /// Whether the objection, with all that the provider has raised and whose passages stand in this version,
    /// leaves next to nothing of it.
    private func isEverything(
        of clearance: ClearanceRecord,
        _ parts: FlaggableParts,
        _ db: Connection
    ) throws -> Bool {
        var extent = ObjectionExtent(sizes: parts.sizes)
        for flag in try FlagStore(db).flags(standingIn: clearance) {
            if parts.have(flag) {
                extent.add(flag.bytes, of: flag.part)
            } else {
                // Where it stands here nobody has looked up.
                extent.add(passageOf: Int64(flag.bytes.count))
            }
        }
        extent.add(bytes, of: part)
        return extent.isEverything
    }
}
