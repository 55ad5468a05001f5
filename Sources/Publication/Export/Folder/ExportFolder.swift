// SPDX-License-Identifier: Apache-2.0
import Domain
import Files

/// The names in an export's folder.
struct ExportFolder {
    static let manifest = "manifest.json"
    static let signature = "manifest.sig"
    static let keys = "keys.json"
    static let index = "index.html"
    static let publications = "publications.ndjson.gz"
    static let delta = "delta.ndjson.gz"
    static let certificates = "certificates.ndjson.gz"
    static let revocations = "revocations.ndjson.gz"

    /// What begins so is unfinished or on its way out, and nobody's to read.
    static let hiddenPrefix = ".tmp-"

    let path: String

    init(_ path: String) {
        self.path = path
    }

    var lock: String { "\(path)/.lock" }
    var current: String { "\(path)/current" }
    var snapshots: String { "\(path)/snapshots" }

    func snapshot(_ name: SnapshotName) -> String { "\(snapshots)/\(name)" }
    func hidden(_ name: String) -> String { "\(path)/\(Self.hiddenPrefix)\(name)" }

    /// Where `current` leads; `nil` before the first export.
    func currentSnapshot() throws -> SnapshotName? {
        guard let status = try FileStatus(of: current) else { return nil }
        guard status.isLink else { throw ExportError.unexpectedFile(path: current) }
        let target = try FileSystem.target(ofLink: current)
        guard target.hasPrefix("snapshots/"), let name = SnapshotName(String(target.dropFirst(10))) else {
            throw ExportError.unexpectedFile(path: current)
        }
        return name
    }

    /// All snapshots, oldest first.
    func allSnapshots() throws -> [SnapshotName] {
        try Folder(snapshots).names().compactMap(SnapshotName.init).sorted { $0.run < $1.run }
    }
}

/// A snapshot's folder name: the second of the snapshot and the run, `2026-11-24T02-00-00Z-000123`.
struct SnapshotName: Hashable, LosslessStringConvertible {
    let description: String
    let run: Int

    init(run: Int, at instant: Instant) {
        let digits = String(run)
        let time = String(instant.wholeSeconds.description.map { $0 == ":" ? "-" : $0 })
        description = "\(time)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
        self.run = run
    }

    init?(_ text: String) {
        guard text.utf8.count >= 27, text.utf8.count <= 40 else { return nil }
        let time = text.prefix(20).enumerated()
            .map { $0 == 13 || $0 == 16 ? $1 == "-" ? ":" : "?" : $1 }
        guard let instant = Instant(String(time)), let run = Int(text.dropFirst(21)), run >= 0 else {
            return nil
        }
        self.init(run: run, at: instant)
        guard description == text else { return nil }
    }
}
