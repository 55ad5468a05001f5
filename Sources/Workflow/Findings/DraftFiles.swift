// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// A file that was uploaded and is in the file store.
package struct UploadedFile: Sendable {
    /// One that a file can have (`FileName`).
    package let name: String
    /// In bytes.
    package let size: Int64
    /// As it is to be served.
    package let mediaType: String
    /// The SHA-256 of its bytes.
    package let digest: Digest

    /// Takes the parts as they are.
    package init(name: String, size: Int64, mediaType: String, digest: Digest) {
        self.name = name
        self.size = size
        self.mediaType = mediaType
        self.digest = digest
    }

    /// What is written down of it.
    var details: JSON {
        ["name": .string(name), "digest": .string(digest.description), "size": .integer(size)]
    }
}

extension Connection {
    /// Puts a file into a draft, in the place of one of the same name.
    ///
    /// - Throws: `LostRace` when it is no draft any more.
    package func put(_ file: UploadedFile, into draft: VersionCase) throws {
        try FindingFileStore(self).put(
            file.name,
            into: draft.id,
            size: file.size,
            mediaType: file.mediaType,
            digest: file.digest
        )
        try VersionStore(self).touch(draft.id)
        try record(.versionFilePut, draft.subject, file.details)
    }

    /// Takes a file out of a draft.
    ///
    /// - Throws: `LostRace` when it is no longer there, or the version no draft any more.
    package func delete(_ name: String, from draft: VersionCase) throws {
        guard try FindingFileStore(self).delete(name, of: draft.id) else {
            throw LostRace(object: Finding.State.object)
        }
        try VersionStore(self).touch(draft.id)
        try record(.versionFileDeleted, draft.subject, ["name": .string(name)])
    }
}
