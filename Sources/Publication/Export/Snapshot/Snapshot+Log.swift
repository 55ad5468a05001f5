// SPDX-License-Identifier: Apache-2.0
import Domain
import Files

extension Snapshot {
    /// Whether the export has a log; those made before anything was sealed have none.
    var hasLog: Bool { manifest[SnapshotLog.checkpoint] != nil }

    /// The log is whole and nothing stands beside it; when it got what keys signed that others have had.
    func checkLog() throws -> (times: [Digest: Instant], String) {
        // Only they need it, and a log is long.
        let isNeeded = keys.areSomeCompromised
        var times: [Digest: Instant] = [:]
        let log = try ExportedLog(snapshot: path, keys: keys).verify { entry in
            guard isNeeded, let file = LogEntry.signedFile(entry) else { return }
            times[file.digest] = times[file.digest] ?? file.at
        }
        if let extra = manifest.files.map(\.name).first(where: {
            $0.hasPrefix("log/") && !log.names.contains($0)
        }) {
            throw CheckFailure("\(extra) is no part of a log of \(log.checkpoint.size) entries")
        }
        return (
            times,
            "\(log.checkpoint.size) entries make the root that is signed for \(log.checkpoint.origin)"
        )
    }
}
