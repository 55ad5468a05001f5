// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Puts a table with the columns of its header into a draft, in the place of one of the same name.
    package func put(_ file: UploadedFile, _ contents: TableContents, into release: ReleaseRecord) throws
        -> ReleaseFileRecord
    {
        let stored = try ReleaseFileStore(self).put(
            file.name,
            into: release.id,
            size: file.size,
            mediaType: file.mediaType,
            digest: file.digest,
            contents: contents
        )
        try record(.releaseFilePut, release.subject, file.details)
        return stored
    }

    /// Takes a table out of a draft.
    ///
    /// - Throws: `LostRace` when it is no longer there.
    package func delete(_ name: String, from release: ReleaseRecord) throws {
        guard try ReleaseFileStore(self).delete(name, of: release.id) else {
            throw LostRace(object: Release.State.object)
        }
        try record(.releaseFileDeleted, release.subject, ["name": .string(name)])
    }

    /// Says how a draft's table is written, by which its columns follow; what was said of columns that it has
    /// still stays.
    ///
    /// - Throws: `LostRace` when other bytes than those that were read have its name by now.
    package func read(
        _ file: ReleaseFileRecord,
        with digest: Digest,
        as contents: TableContents,
        of release: ReleaseRecord
    ) throws {
        guard file.digest == digest else { throw LostRace(object: Release.State.object) }
        try ReleaseFileStore(self).read(file, as: contents)
        try record(
            .dialectSet,
            release.subject,
            ["name": .string(file.name), "dialect": contents.dialect ?? .null]
        )
    }
}
