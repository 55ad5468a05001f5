// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import JSON
import OpenSSL

/// Writes an RO-Crate for each publication that has files: `crates/PID/…`, and their list `crates.ndjson.gz`,
/// which the manifest names so that it does not grow with the files.
///
/// Files are copies of what the store has, and of nobody to write to; the snapshots share them among
/// themselves. Crates are forced to the disk all at once, since a hundred thousand of them one by one would
/// take the night.
struct SnapshotCrates {
    static let folder = "crates"
    static let listing = "crates.ndjson.gz"

    /// Where the crates' files come from and how they are wrapped.
    package struct Source: Sendable {
        /// Where the store has the bytes with a digest.
        let path: @Sendable (Digest) -> String
        let bags: Bool
    }

    private let path: String
    private let site: Site
    private let day: String
    private let source: Source
    private let earlier: EarlierSnapshot?
    private let list: GzipFile
    /// Open since before the first crate, so that it learns of every byte that the disk refuses.
    private let opened: OpenFolder
    /// The publications whose crates lack files that the store does not have, and therefore have none.
    private(set) var incomplete: [PID] = []

    init(path: String, site: Site, at instant: Instant, source: Source, earlier: EarlierSnapshot?) throws {
        self.earlier = earlier
        self.path = path
        self.site = site
        self.source = source
        day = String(instant.description.prefix(10))
        try Folder("\(path)/\(Self.folder)").make()
        list = try GzipFile(path: "\(path)/\(Self.listing)")
        opened = try OpenFolder(path)
    }

    /// Adds the crate of a publication, unless it has no files.
    mutating func append(_ document: Document, _ bytes: [UInt8], certificate: [UInt8]) throws {
        guard !document.files.isEmpty else { return }
        let missing = try document.files.filter { try !isWhole($0) }.map(\.name)
        guard missing.isEmpty else {
            incomplete.append(document.pid)
            return try list.append(CrateLine(pid: document.pid, files: [], missing: missing).canonical)
        }
        let crate = CrateFolder(
            path: "\(path)/\(Self.folder)/\(document.pid)",
            name: "\(Self.folder)/\(document.pid)",
            earlier: earlier,
            prefix: source.bags ? "data/" : ""
        )
        try crate.make()
        var files = try ROCrate.files(document, bytes, certificate: certificate, at: site).map {
            try crate.write($0.name, $0.bytes, hashes512: source.bags)
        }
        for file in document.files {
            files.append(
                try crate.place(
                    ROCrate.path(of: file),
                    from: source.path(file.digest),
                    file,
                    hashes512: source.bags
                )
            )
        }
        var listed = files.map {
            Manifest.File(name: $0.path, size: $0.size, digest: Digest(sha256: $0.sha256))
        }
        if source.bags {
            for tag in BagIt.tagFiles(files, info: info(document)) {
                listed.append(try crate.writeTag(tag.name, tag.bytes))
            }
        }
        listed.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        try list.append(CrateLine(pid: document.pid, files: listed, missing: []).canonical)
    }

    /// Forces all crates to the disk and completes their list.
    func finish() throws -> Manifest.File {
        try opened.synchronizeFileSystem()
        let (size, digest) = try list.finish()
        return Manifest.File(name: Self.listing, size: size, digest: digest)
    }

    private func isWhole(_ file: Document.File) throws -> Bool {
        guard let status = try FileStatus(of: source.path(file.digest)) else { return false }
        return status.isRegularFile && status.size == file.size
    }

    private func info(_ document: Document) -> KeyValuePairs<String, String> {
        [
            "Source-Organization": site.name, "Contact-Email": site.email,
            "External-Description": document.title, "External-Identifier": site.doiURL(document.pid),
            "Bagging-Date": day, "Bag-Software-Agent": "Tea House",
        ]
    }
}
