// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import JSON

/// A line of `crates.ndjson.gz`: the files of one crate, or which of them the store has lost.
struct CrateLine {
    let pid: PID
    let files: [Manifest.File]
    let missing: [String]

    var canonical: [UInt8] {
        let json: JSON = [
            "files": .array(files.map(\.json)), "missing": .strings(missing), "pid": .text(pid),
        ]
        return json.canonical
    }

    init(pid: PID, files: [Manifest.File], missing: [String]) {
        self.pid = pid
        self.files = files
        self.missing = missing
    }

    init(parsing bytes: [UInt8]) throws {
        let json = try parseCanonical(bytes, byteLimit: GzipLines.longestLine, limits: .trusted)
        guard let pid = json["pid"]?.string.flatMap({ PID($0) }), let files = json["files"]?.array,
            let missing = json["missing"]?.array
        else { throw CheckFailure("a line of \(SnapshotCrates.listing) is not well formed") }
        self.pid = pid
        self.files = try files.map { file in
            guard let name = file["name"]?.string, isRelativePath(name), let size = file["size"]?.integer,
                let digest = file["sha256"]?.string.flatMap({ Digest(hex: Substring($0)) })
            else { throw CheckFailure("the crate of \(pid) has a file that is not well formed") }
            return Manifest.File(name: name, size: Int(size), digest: digest)
        }
        self.missing = missing.compactMap(\.string)
    }
}
