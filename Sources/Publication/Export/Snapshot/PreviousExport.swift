// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import OpenSSL

/// The records of the last export, read beside the new ones to find what changed.
final class PreviousExport {
    let reference: Manifest.Previous
    private let lines: GzipLines
    private let expected: Manifest.File
    private var head: (pid: PID, line: [UInt8])?

    /// Opens a snapshot whose manifest must be signed by one of `keys`.
    init(_ name: SnapshotName, in folder: ExportFolder, keys: TrustedKeys) throws {
        let path = folder.snapshot(name)
        do {
            let bytes = try WholeFile.read("\(path)/\(ExportFolder.manifest)", limit: Manifest.byteLimit)
            let manifest = try Manifest(parsing: bytes)
            let signature = try WholeFile.read("\(path)/\(ExportFolder.signature)", limit: 1024)
            guard try keys.key(manifest.keyID, at: manifest.snapshotAt).isValid(signature, for: bytes) else {
                throw CheckFailure("the manifest's signature is not valid")
            }
            guard let expected = manifest[ExportFolder.publications] else {
                throw CheckFailure("the manifest names no publications")
            }
            self.expected = expected
            reference = Manifest.Previous(name: name.description, manifest: Digest(hashing: bytes))
            lines = try GzipLines(path: "\(path)/\(ExportFolder.publications)")
        } catch {
            throw ExportError.previousDamaged(name: name.description, detail: "\(error)")
        }
        try advance()
    }

    /// The line that the last export had for `pid`, if any.
    ///
    /// PIDs are asked for in order; one that is passed over is gone.
    func line(for pid: PID) throws -> [UInt8]? {
        guard let head else { return nil }
        guard head.pid >= pid else { throw ExportError.disappeared(head.pid) }
        guard head.pid == pid else { return nil }
        try advance()
        return head.line
    }

    /// Checks that nothing is left and that what was read are the bytes which the manifest names.
    func finish() throws {
        if let head { throw ExportError.disappeared(head.pid) }
        guard lines.digest() == expected.digest else {
            throw damaged("the publications are not the signed ones")
        }
    }

    private func advance() throws {
        let line: [UInt8]?
        do {
            line = try lines.next()
        } catch let error as GzipError {
            throw damaged("\(error)")
        }
        guard let line else { return head = nil }
        guard let pid = topLevelPID(of: line) else { throw damaged("a line has no PID") }
        if let head, head.pid >= pid { throw damaged("\(pid) is out of order") }
        head = (pid, line)
    }

    private func damaged(_ detail: String) -> ExportError {
        .previousDamaged(name: reference.name, detail: detail)
    }
}
