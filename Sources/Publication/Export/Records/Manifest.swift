// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// An export's table of contents; its signature vouches for every file.
package struct Manifest: Hashable, Sendable {
    package struct Previous: Hashable, Sendable {
        /// The name of the snapshot's folder.
        package var name: String
        /// The digest of its `manifest.json`.
        package var manifest: Digest
    }

    package struct Counts: Hashable, Sendable {
        package var published = 0
        package var withdrawn = 0
        /// Lines of the delta that add or change a record.
        package var put = 0
        /// Lines of the delta that put a tombstone in a record's place.
        package var withdraw = 0
        /// Lines of the delta that take a record out for now.
        package var hide = 0

        mutating func add(_ operation: DeltaOperation) {
            switch operation {
            case .put: put += 1
            case .withdraw: withdraw += 1
            case .hide: hide += 1
            }
        }
    }

    package struct File: Hashable, Sendable {
        package var name: String
        package var size: Int
        package var digest: Digest

        var json: JSON {
            [
                "name": .string(name), "size": .integer(Int64(size)), "sha256": .string(digest.hex),
            ]
        }
    }

    package var run: Int
    package var snapshotAt: Instant
    /// `nil` for an export that starts anew: then its delta holds every record.
    package var previous: Previous?
    package var counts: Counts
    /// Every file but the manifest and its signature, by name.
    package var files: [File]
    package var keyID: KeyID

    package subscript(name: String) -> File? { files.first { $0.name == name } }
}

extension Manifest: CanonicalFormat {
    package static let schema = Schema.exportManifest
    package static let laterSchemas = [Schema.exportManifest2]
    package var fittingSchema: String { counts.hide == 0 ? Schema.exportManifest : Schema.exportManifest2 }
    package static let byteLimit = 1 << 24
    package static var limits: JSON.Limits { .trusted }

    package var members: KeyValuePairs<String, JSON?> {
        [
            "run": .text(run),
            "snapshot_at": .text(snapshotAt),
            "previous": previous.map {
                ["name": .string($0.name), "manifest_sha256": .string($0.manifest.hex)]
            },
            "counts": counts.json,
            "files": .array(
                files.map(\.json)
            ),
            "key_id": .text(keyID),
        ]
    }

    package static func read(_ reader: inout ObjectReader) -> Manifest? {
        let run = reader.counter("run")
        let snapshotAt = reader.instant("snapshot_at")
        let previous = reader.optionalObject("previous") { reader -> Previous? in
            let name = reader.value("name") { SnapshotName($0)?.description }
            let manifest = reader.value("manifest_sha256") { Digest(hex: Substring($0)) }
            guard let name, let manifest else { return nil }
            return Previous(name: name, manifest: manifest)
        }
        let counts = reader.object("counts", read: Counts.read)
        let files = reader.objects("files", count: 1...100_000) { reader -> File? in
            let name = reader.value("name") { isRelativePath($0) ? $0 : nil }
            let size = reader.integer("size", in: 0...(1 << 53))
            let digest = reader.value("sha256") { Digest(hex: Substring($0)) }
            guard let name, let size, let digest else { return nil }
            return File(name: name, size: size, digest: digest)
        }
        let keyID = reader.value("key_id", parse: KeyID.init)
        if !zip(files, files.dropFirst()).allSatisfy({ $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
        {
            reader.record("files", "order", "The files are not sorted by name, each once.")
        }
        guard let run, let snapshotAt, let counts, let keyID else { return nil }
        return Manifest(
            run: run,
            snapshotAt: snapshotAt,
            previous: previous,
            counts: counts,
            files: files,
            keyID: keyID
        )
    }
}

extension Manifest.Counts {
    fileprivate var json: JSON {
        .object(compacting: [
            "published": .integer(Int64(published)), "withdrawn": .integer(Int64(withdrawn)),
            "put": .integer(Int64(put)), "withdraw": .integer(Int64(withdraw)),
            "hide": hide == 0 ? nil : .integer(Int64(hide)),
        ])
    }

    fileprivate static func read(_ reader: inout ObjectReader) -> Self? {
        let published = reader.integer("published", in: 0...(1 << 53))
        let withdrawn = reader.integer("withdrawn", in: 0...(1 << 53))
        let put = reader.integer("put", in: 0...(1 << 53))
        let withdraw = reader.integer("withdraw", in: 0...(1 << 53))
        let hide = reader.optionalInteger("hide", in: 1...(1 << 53))
        guard let published, let withdrawn, let put, let withdraw else { return nil }
        return Self(
            published: published,
            withdrawn: withdrawn,
            put: put,
            withdraw: withdraw,
            hide: hide ?? 0
        )
    }
}
