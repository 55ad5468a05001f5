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

    /// Says what columns of a draft's table tell about their subject.
    ///
    /// - Throws: `ActRefused` for names that the table does not have.
    package func assign(
        _ roles: [String: Release.ColumnRole],
        in file: ReleaseFileRecord,
        of release: ReleaseRecord
    ) throws {
        // As the header spells them: two spellings that are canonically equivalent are equal here, and
        // not to the database.
        let names = Dictionary(
            file.columns.map { ($0.name, $0.name) },
            uniquingKeysWith: { first, _ in first }
        )
        let unknown = roles.keys.filter { names[$0] == nil }.sorted()
        guard unknown.isEmpty else {
            let reader = ObjectReader([:], at: "/roles")
            throw ActRefused.invalid(
                unknown.prefix(100).map {
                    FieldError(
                        pointer: reader.pointer(to: $0),
                        code: "unknown_column",
                        detail: "The file has no such column."
                    )
                }
            )
        }
        let roles = Dictionary(
            uniqueKeysWithValues: roles.compactMap { name, role in
                names[name].map { ($0, role) }
            }
        )
        try ReleaseFileStore(self).assign(roles, in: file.id)
        try record(
            .rolesAssigned,
            release.subject,
            ["name": .string(file.name), "roles": .object(roles.mapValues { .string($0.rawValue) })]
        )
    }
}
