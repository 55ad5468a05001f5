// SPDX-License-Identifier: Apache-2.0
import Domain
import Files

/// A snapshot under verification.
///
/// Each check returns a sentence or throws what is wrong first.
struct Snapshot {
    let path: String
    let manifest: Manifest
    let keys: TrustedKeys

    func lines(_ name: String) throws -> GzipLines {
        guard manifest[name] != nil else { throw CheckFailure("the manifest does not name \(name)") }
        return try GzipLines(path: "\(path)/\(name)")
    }

    /// The files are those of the manifest, all of them regular.
    func checkLayout() throws -> String {
        let expected = Set(manifest.files.map(\.name) + [ExportFolder.manifest, ExportFolder.signature])
        let found = try Folder(path).files(besides: SnapshotCrates.folder)
        if let extra = found.first(where: { !expected.contains($0) }) {
            throw CheckFailure("\(extra) is not in the manifest")
        }
        if let missing = expected.subtracting(found).min() { throw CheckFailure("\(missing) is missing") }
        for name in found {
            guard let status = try FileStatus(of: "\(path)/\(name)"), status.isRegularFile else {
                throw CheckFailure("\(name) is not a regular file")
            }
        }
        return "\(found.count) files, none missing and none besides"
    }

    /// Every file has the size and digest that the manifest gives.
    func checkFiles() throws -> String {
        for file in manifest.files {
            try check(file, at: "\(path)/\(file.name)")
        }
        return "all \(manifest.files.count) have the signed size and digest"
    }

    func check(_ file: Manifest.File, at path: String) throws {
        let input = try InputFile(path: path)
        guard try input.status().size == file.size, try input.digest() == file.digest else {
            throw CheckFailure("\(file.name) is not the signed one")
        }
    }

    /// Every line is a canonical document or tombstone, in the order of the PIDs, as
    /// many as the manifest says.
    func checkPublications() throws -> String {
        let lines = try lines(ExportFolder.publications)
        var last: PID?
        var counts = Manifest.Counts()
        while let line = try lines.next() {
            let entry = try PublishedLine(line, number: counts.published + counts.withdrawn + 1)
            if let last, last >= entry.pid { throw CheckFailure("\(entry.pid) is out of order") }
            last = entry.pid
            switch entry {
            case .document: counts.published += 1
            case .tombstone: counts.withdrawn += 1
            }
        }
        guard counts.published == manifest.counts.published, counts.withdrawn == manifest.counts.withdrawn
        else {
            throw CheckFailure(
                "\(counts.published) documents and \(counts.withdrawn) tombstones are not as counted"
            )
        }
        return "\(counts.published) documents and \(counts.withdrawn) tombstones, canonical and in order"
    }
}

/// A line of `publications.ndjson.gz`.
enum PublishedLine {
    case document(Document, digest: Digest)
    case tombstone(Tombstone)

    init(_ line: [UInt8], number: Int) throws {
        do throws(FormatError) {
            if line.starts(with: Self.tombstoneStart) {
                self = .tombstone(try Tombstone(parsing: line))
            } else {
                self = .document(try Document(parsing: line), digest: Digest(hashing: line))
            }
        } catch {
            throw CheckFailure("line \(number) of \(ExportFolder.publications): \(error)")
        }
    }

    var pid: PID {
        switch self {
        case .document(let document, _): document.pid
        case .tombstone(let tombstone): tombstone.pid
        }
    }

    /// The first member of a canonical tombstone; a document's is its abstract.
    private static let tombstoneStart = Array(#"{"document":"#.utf8)
}
