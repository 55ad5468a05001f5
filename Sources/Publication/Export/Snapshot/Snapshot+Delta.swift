// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import JSON

extension Snapshot {
    /// The records of the snapshot before, changed as the delta says, are the records of this one.
    ///
    /// - Parameter previousPath: `nil` for an export that starts anew, whose delta makes it from nothing.
    func checkDelta(from previousPath: String?) throws -> String {
        var before = try previousPath.map { try PIDLines(publications(of: $0)) }
        var changes = PIDLines(try lines(ExportFolder.delta))
        var after = PIDLines(try lines(ExportFolder.publications))
        var counts = Manifest.Counts()
        var old = try before?.next()
        var change = try changes.next()
        var new = try after.next()
        while let pid = [old?.pid, change?.pid, new?.pid].compactMap({ $0 }).min() {
            let oldLine = old?.pid == pid ? old?.line : nil
            let newLine = new?.pid == pid ? new?.line : nil
            var expected = oldLine
            if let line = change, line.pid == pid {
                let (operation, record) = try parse(line)
                guard record != oldLine else { throw CheckFailure("the delta of \(pid) changes nothing") }
                expected = record
                counts.add(operation)
                change = try changes.next()
            }
            guard expected == newLine else {
                throw CheckFailure("the delta does not lead to this record: \(pid)")
            }
            if oldLine != nil { old = try before?.next() }
            if newLine != nil { new = try after.next() }
        }
        let found = "\(counts.put) puts, \(counts.withdraw) withdrawals and \(counts.hide) hidden"
        guard counts.put == manifest.counts.put, counts.withdraw == manifest.counts.withdraw,
            counts.hide == manifest.counts.hide
        else { throw CheckFailure("\(found) are not as counted") }
        return "\(found) lead from the snapshot before to this one"
    }

    /// The publications of the snapshot before, which must be the one that the manifest means.
    private func publications(of previousPath: String) throws -> GzipLines {
        let bytes = try WholeFile.read("\(previousPath)/\(ExportFolder.manifest)", limit: Manifest.byteLimit)
        guard Digest(hashing: bytes) == manifest.previous?.manifest else {
            throw CheckFailure("the snapshot before is not the one that this manifest means")
        }
        let previous = try Manifest(parsing: bytes)
        let path = "\(previousPath)/\(ExportFolder.publications)"
        guard try InputFile(path: path).digest() == previous[ExportFolder.publications]?.digest else {
            throw CheckFailure("the publications of the snapshot before are damaged")
        }
        return try GzipLines(path: path)
    }

    private func parse(_ line: (pid: PID, line: [UInt8])) throws -> (DeltaOperation, record: [UInt8]?) {
        let json = try parseCanonical(line.line, byteLimit: GzipLines.longestLine, limits: .standard)
        guard let members = json.object, members.count == 3, let record = members["record"],
            let operation = members["op"]?.string.flatMap(DeltaOperation.init)
        else { throw CheckFailure("the delta of \(line.pid) is not well formed") }
        guard operation != .hide else {
            guard record.isNull else { throw CheckFailure("the delta of \(line.pid) shows what is hidden") }
            return (operation, nil)
        }
        let isTombstone = record["schema"]?.string.map(Tombstone.isKnown(schema:)) ?? false
        guard isTombstone == (operation == .withdraw), record["pid"] == .text(line.pid) else {
            throw CheckFailure("the delta of \(line.pid) is not its record's")
        }
        return (operation, record.canonical)
    }
}

/// Lines with the PIDs by which they are sorted.
private struct PIDLines {
    private let lines: GzipLines
    private var last: PID?

    init(_ lines: GzipLines) {
        self.lines = lines
    }

    mutating func next() throws -> (pid: PID, line: [UInt8])? {
        guard let line = try lines.next() else { return nil }
        guard let pid = topLevelPID(of: line) else { throw CheckFailure("\(lines.path): a line has no PID") }
        if let last, last >= pid { throw CheckFailure("\(lines.path): \(pid) is out of order") }
        last = pid
        return (pid, line)
    }
}
