// SPDX-License-Identifier: Apache-2.0
import Domain
import Files

/// The files of one snapshot while they are being written.
struct SnapshotFiles {
    let path: String
    private let publications: GzipFile
    private let delta: GzipFile
    private let certificates: GzipFile
    private let revocations: GzipFile
    private var counts = Manifest.Counts()

    /// Makes the folder, which must not be there.
    init(path: String, compression: Compression) throws {
        self.path = path
        try Folder(path).makeNew()
        publications = try GzipFile(path: "\(path)/\(ExportFolder.publications)", compression)
        delta = try GzipFile(path: "\(path)/\(ExportFolder.delta)", compression)
        certificates = try GzipFile(path: "\(path)/\(ExportFolder.certificates)", compression)
        revocations = try GzipFile(path: "\(path)/\(ExportFolder.revocations)", compression)
    }

    /// Adds a record.
    ///
    /// Returns its line among the publications, where it has one, and what a delta calls its appearance.
    mutating func append(_ record: ExportRecord) throws -> (line: [UInt8]?, operation: DeltaOperation) {
        let pid = record.pid
        switch record.content {
        case .published(let document, let certificate):
            try check(document, limit: Document.byteLimit, pid)
            try check(certificate, limit: Certificate.byteLimit, pid)
            guard topLevelPID(of: document) == pid else {
                throw ExportError.invalidRecord(pid, detail: "its document has another PID")
            }
            try publications.append(document)
            try certificates.append(certificate)
            counts.published += 1
            return (document, .put)
        case .withdrawn(let certificate, let revocation):
            try check(certificate, limit: Certificate.byteLimit, pid)
            let tombstone = try tombstone(pid, revocation)
            try publications.append(tombstone)
            try certificates.append(certificate)
            try revocations.append(revocation)
            counts.withdrawn += 1
            return (tombstone, .withdraw)
        case .hidden: return (nil, .hide)
        }
    }

    mutating func appendDelta(_ operation: DeltaOperation, _ pid: PID, _ line: [UInt8]?) throws {
        try delta.append(operation.line(pid, record: line))
        counts.add(operation)
    }

    /// Completes every file, the manifest and its signature last, and forces all of it to the disk.
    func seal(
        name: SnapshotName,
        at instant: Instant,
        previous: Manifest.Previous?,
        further: [Manifest.File],
        keys: KeyRing
    ) throws -> Manifest {
        var listed = further
        for (name, file) in [
            (ExportFolder.publications, publications), (ExportFolder.delta, delta),
            (ExportFolder.certificates, certificates), (ExportFolder.revocations, revocations),
        ] {
            let (size, digest) = try file.finish()
            listed.append(Manifest.File(name: name, size: size, digest: digest))
        }
        listed.append(try write(ExportFolder.keys, keys.list.bytes))
        let page = ExportIndexPage(
            run: name.run,
            snapshotAt: instant,
            counts: counts,
            files: listed
        )
        listed.append(try write(ExportFolder.index, page.bytes))
        listed.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        let manifest = Manifest(
            run: name.run,
            snapshotAt: instant,
            previous: previous,
            counts: counts,
            files: listed,
            keyID: keys.keyID
        )
        let bytes = try manifest.canonical()
        _ = try write(ExportFolder.manifest, bytes)
        _ = try write(ExportFolder.signature, try keys.signature(for: bytes))
        try Folder(path).synchronize()
        return manifest
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws -> Manifest.File {
        let file = try OutputFile(path: "\(path)/\(name)")
        try file.write(bytes)
        let digest = try file.finish()
        return Manifest.File(name: name, size: bytes.count, digest: digest)
    }

    /// A record is a line.
    ///
    /// What is canonical has no line feed; the whole check is the verifier's.
    private func check(_ bytes: [UInt8], limit: Int, _ pid: PID) throws {
        guard bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}"), bytes.count <= limit + 512,
            !bytes.contains(UInt8(ascii: "\n"))
        else { throw ExportError.invalidRecord(pid, detail: "its bytes are not a canonical object") }
    }

    private func tombstone(_ pid: PID, _ revocation: [UInt8]) throws -> [UInt8] {
        do throws(FormatError) {
            let tombstone = Tombstone(try Signed<Revocation>(parsing: revocation).content)
            if tombstone.pid == pid { return try tombstone.canonical() }
        } catch {
            throw ExportError.invalidRecord(pid, detail: "its revocation is wrong: \(error)")
        }
        throw ExportError.invalidRecord(pid, detail: "its revocation is another record's")
    }
}
