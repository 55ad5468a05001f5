// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Glibc

/// Reads a folder of backups again, whole: everything that is named is there with its digest.
package struct BackupCheck {
    /// Something that is not as it should be.
    package struct Fault: Hashable, Sendable {
        /// Below the backup's folder.
        package let name: String
        package let detail: String
    }

    package struct Result: Sendable {
        package var backups: [BackupManifest] = []
        package var files = 0
        package var bytes: Int64 = 0
        package var segments = 0
        package var archive: ArchiveState?
        /// Uploaded files that no whole backup names, as those that came since the newest.
        package var surplus = 0
        package var faults: [Fault] = []
    }

    private let folder: BackupFolder

    package init(_ folder: BackupFolder) {
        self.folder = folder
    }

    package func run() throws -> Result {
        var result = Result()
        for name in try folder.begun() {
            result.fault("backups/\(name)", "incomplete: the next backup makes it anew")
        }
        var listed: Set<Digest> = []
        for name in try folder.whole() {
            do {
                let manifest = try folder.manifest(of: name)
                result.backups.append(manifest)
                for part in manifest.parts { check(part, of: name, &result) }
                listed.formUnion(try folder.listedFiles(of: name))
                for digest in manifest.missing {
                    result.fault("backups/\(name)", "the store lacked \(digest) when it was made")
                }
            } catch {
                result.fault("backups/\(name)", "\(error)")
            }
        }
        var bytes: Int64 = 0
        for digest in listed.sorted() {
            let blob = folder.file(digest)
            result.files += 1
            result.faults += Self.faults("files/\(folder.name(of: digest)) (\(digest))") {
                let found = try blob.digest()
                bytes += found.size
                guard found.digest == digest else {
                    throw BackupError.damaged(path: blob.path, detail: "other bytes")
                }
            }
        }
        result.bytes += bytes
        try checkSurplus(listed, &result)
        try checkArchive(&result)
        if result.backups.isEmpty { result.fault("backups", "there is no whole backup") }
        return result
    }

    private func check(_ part: BackupManifest.Part, of name: String, _ result: inout Result) {
        let blob = folder.part(part.name, of: name)
        result.bytes += part.size
        result.faults += Self.faults("backups/\(name)/\(part.name)") {
            guard try InputFile(path: blob.path).digest() == part.digest else {
                throw BackupError.damaged(path: blob.path, detail: "other bytes")
            }
        }
    }

    /// Files that came since the newest backup are read as well: the archive may name them.
    private func checkSurplus(_ listed: Set<Digest>, _ result: inout Result) throws {
        let names = Set(listed.map(folder.name(of:)))
        for part in try Folder(folder.files).names() {
            for name in try Folder("\(folder.files)/\(part)").names() where !names.contains(name) {
                result.surplus += 1
                let blob = folder.read(
                    "files/\(name)",
                    at: "\(folder.files)/\(part)/\(name)",
                    packed: false
                )
                result.faults += Self.faults("files/\(name)") {
                    guard try folder.name(of: blob.digest().digest) == name else {
                        throw BackupError.damaged(path: blob.path, detail: "other bytes")
                    }
                }
            }
        }
    }

    /// Every file of the log from the first that is needed to the end, without a hole.
    private func checkArchive(_ result: inout Result) throws {
        let names = try folder.archivedNames()
        var numbers: Set<UInt64> = []
        for name in names {
            guard let mark = name.lastIndex(of: "-") else { continue }
            let blob = folder.archived(name)
            result.faults += Self.faults("wal/\(name)") {
                guard try InputFile(path: blob.path).digest().hex == name[name.index(after: mark)...] else {
                    throw BackupError.damaged(path: blob.path, detail: "other bytes")
                }
            }
            let plain = name[..<mark]
            if plain.count == 24, let number = LogPosition.number(of: plain) { numbers.insert(number) }
        }
        result.segments = numbers.count
        var found: ArchiveState?
        result.faults += Self.faults("wal/state") {
            found = try folder.archiveState()
            guard found != nil || names.isEmpty else {
                throw FileError(operation: "open", path: "state", code: ENOENT)
            }
        }
        guard let state = found else { return }
        result.archive = state
        for named in [state.partial, state.keys].compactMap(\.self) where !names.contains(named) {
            result.fault("wal/\(named)", "missing")
        }
        let end = state.end / LogPosition.segmentSize
        // A retention leaves what the oldest backup needs.
        let oldest = result.backups.compactMap { LogPosition.number(of: $0.firstSegment) }.min()
        let first = max(state.first, oldest ?? 0)
        guard first < end else { return }
        for number in first..<end where !numbers.contains(number) {
            result.fault("wal/\(LogPosition.name(number, state.timeline))", "missing")
        }
    }
}

extension BackupCheck.Result {
    fileprivate mutating func fault(_ name: String, _ detail: String) {
        faults.append(BackupCheck.Fault(name: name, detail: detail))
    }
}

extension BackupCheck {
    /// What `body` finds wrong with a file.
    private static func faults(_ name: String, _ body: () throws -> Void) -> [Fault] {
        do {
            try body()
            return []
        } catch let error as FileError where error.code == ENOENT {
            return [Fault(name: name, detail: "missing")]
        } catch BackupError.damaged(_, let detail) {
            return [Fault(name: name, detail: "damaged: \(detail)")]
        } catch {
            return [Fault(name: name, detail: "\(error)")]
        }
    }
}
