// SPDX-License-Identifier: Apache-2.0
import Domain
import Files

/// Writes the records of a snapshot in the formats that others read, a thousand in a file.
struct SnapshotPacks {
    static let recordsPerPack = 1000

    private let path: String
    private let site: Site
    private let instant: Instant
    private let compression: Compression
    private var count = 0
    private var open: [PackedFormat: GzipFile] = [:]
    private var files: [Manifest.File] = []

    init(path: String, site: Site, at instant: Instant, compression: Compression) {
        self.path = path
        self.site = site
        self.instant = instant
        self.compression = compression
    }

    /// Adds a record, which comes without a document once it is withdrawn.
    mutating func append(_ header: HarvestHeader, _ document: Document?) throws {
        if count % Self.recordsPerPack == 0 {
            try close()
            for format in PackedFormat.allCases { open[format] = try begin(format) }
        }
        count += 1
        for (format, file) in open {
            if let line = format.line(header, document, at: site) { try file.append(line) }
        }
    }

    /// Completes the last packs on the disk.
    mutating func finish() throws -> [Manifest.File] {
        try close()
        if count > 0 {
            for format in PackedFormat.allCases { try Folder("\(path)/\(format.rawValue)").synchronize() }
        }
        return files
    }

    private var number: Int { count / Self.recordsPerPack }

    private func begin(_ format: PackedFormat) throws -> GzipFile {
        try Folder("\(path)/\(format.rawValue)").make()
        let file = try GzipFile(path: "\(path)/\(format.name(of: number))", compression)
        if let frame = format.frame(at: site, instant) { try file.append(frame.head) }
        return file
    }

    private mutating func close() throws {
        for (format, file) in open {
            if let frame = format.frame(at: site, instant) { try file.append(frame.foot) }
            let (size, digest) = try file.finish()
            let name = format.name(of: (count - 1) / Self.recordsPerPack)
            files.append(Manifest.File(name: name, size: size, digest: digest))
        }
        open = [:]
    }
}
