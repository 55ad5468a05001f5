// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import JSON

/// How far the archive reaches.
package struct ArchiveState: Sendable {
    /// Everything that was committed before this moment, by the database's wall clock, is in the archive.
    package let until: Instant
    let timeline: UInt32
    /// The number of the first file from which on none is missing.
    let first: UInt64
    /// The first byte of the log that is not in the archive.
    let end: UInt64
    /// The file that the log was being written to, as far as that; `nil` when it ended with a file.
    let partial: String?
    /// The file with the keys of then.
    let keys: String

    init(until: Instant, timeline: UInt32, first: UInt64, end: UInt64, partial: String?, keys: String) {
        self.until = until
        self.timeline = timeline
        self.first = first
        self.end = end
        self.partial = partial
        self.keys = keys
    }

    var json: JSON {
        [
            "until": .string(until.description), "timeline": .integer(Int64(timeline)),
            "first": .integer(Int64(first)), "end": .string(String(end)),
            "partial": partial.map(JSON.string) ?? .null,
            "keys": .string(keys),
        ]
    }

    init?(_ json: JSON) {
        guard let until = json["until"]?.string.flatMap({ Instant($0) }),
            let timeline = json["timeline"]?.integer.flatMap({ UInt32(exactly: $0) }),
            let first = json["first"]?.integer.flatMap({ UInt64(exactly: $0) }),
            let end = json["end"]?.string.flatMap({ UInt64($0) }), let keys = json["keys"]?.string
        else { return nil }
        self.init(
            until: until,
            timeline: timeline,
            first: first,
            end: end,
            partial: json["partial"]?.string,
            keys: keys
        )
    }
}

extension BackupFolder {
    private var statePath: String { "\(archive)/state" }

    /// How far the archive reaches; `nil` where there is none.
    package func archiveState() throws -> ArchiveState? {
        guard try FileStatus(of: statePath) != nil else { return nil }
        let bytes = try read("wal/state", at: statePath).bytes()
        guard let json = try? JSON(parsing: bytes), let state = ArchiveState(json) else {
            throw BackupError.damaged(path: statePath, detail: "it says nothing of an archive")
        }
        return state
    }

    func writeArchiveState(_ state: ArchiveState) throws {
        let writer = try write("wal/state")
        try writer.write(state.json.canonical)
        _ = try writer.finish()
        try writer.keep(as: statePath)
    }

    /// A file of the archive, whose name ends with the digest of what is stored.
    func archived(_ file: String) -> BlobReader {
        read("wal/\(file.prefix { $0 != "-" })", at: "\(archive)/\(file)")
    }

    /// Adds a file to the archive; its name there.
    func archive(_ name: String, _ body: (BlobWriter) throws -> Void) throws -> String {
        let writer = try write("wal/\(name)")
        try body(writer)
        let file = "\(name)-\(try writer.finish().stored.hex)"
        try writer.keep(as: "\(archive)/\(file)")
        return file
    }

    /// The names of the archive's files but for its state.
    func archivedNames() throws -> [String] {
        try Folder(archive).names().filter { $0.contains("-") }
    }
}
