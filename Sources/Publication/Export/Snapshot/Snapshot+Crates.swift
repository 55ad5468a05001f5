// SPDX-License-Identifier: Apache-2.0
import Domain
import Files

extension Snapshot {
    /// Whether the export has crates; one that was made without the files has none.
    var hasCrates: Bool { manifest[SnapshotCrates.listing] != nil }

    /// Every publication with files has its crate, whose files are those of the document,
    /// and there is nothing else.
    func checkCrates() throws -> String {
        let publications = try lines(ExportFolder.publications)
        let crates = try lines(SnapshotCrates.listing)
        var number = 0
        var count = 0
        while let line = try publications.next() {
            number += 1
            guard case .document(let document, let digest) = try PublishedLine(line, number: number),
                !document.files.isEmpty
            else { continue }
            guard let line = try crates.next() else { throw CheckFailure("\(document.pid) has no crate") }
            let crate = try CrateLine(parsing: line)
            guard crate.pid == document.pid else { throw CheckFailure("\(document.pid) has no crate") }
            guard crate.missing.isEmpty else {
                throw CheckFailure("the crate of \(crate.pid) lacks \(crate.missing.joined(separator: ", "))")
            }
            try check(crate, document, digest)
            count += 1
        }
        if try crates.next() != nil {
            throw CheckFailure("there are more crates than publications with files")
        }
        guard try Folder("\(path)/\(SnapshotCrates.folder)").names().count == count else {
            throw CheckFailure("there are other crates than those of \(SnapshotCrates.listing)")
        }
        return "\(count) crates, each with the files of its document and no other"
    }

    private func check(_ crate: CrateLine, _ document: Document, _ digest: Digest) throws {
        let folder = "\(path)/\(SnapshotCrates.folder)/\(crate.pid)"
        guard try Folder(folder).files() == crate.files.map(\.name).sorted() else {
            throw CheckFailure("the crate of \(crate.pid) does not have the files that are listed")
        }
        for file in crate.files { try check(file, at: "\(folder)/\(file.name)") }
        let prefix = crate.files.contains { $0.name == "bagit.txt" } ? "data/" : ""
        let expected = [(ROCrate.document, digest)] + document.files.map { (ROCrate.path(of: $0), $0.digest) }
        for (name, digest) in expected
        where !crate.files.contains(where: {
            $0.name == prefix + name && $0.digest == digest
        }) {
            throw CheckFailure("the crate of \(crate.pid) has another \(name) than its document")
        }
    }
}
