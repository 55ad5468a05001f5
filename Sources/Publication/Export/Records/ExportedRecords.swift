// SPDX-License-Identifier: Apache-2.0
import Files

/// The records of a snapshot as they stand in it, one after another, for whoever compares
/// them with something else.
package final class ExportedRecords {
    private var lines: GzipLines

    /// Opens a snapshot's records; whether the snapshot is a valid one says ``ExportVerifier``.
    package init(snapshot directory: String) throws {
        lines = try GzipLines(path: directory + "/publications.ndjson.gz")
    }

    /// The next document or tombstone in canonical JSON; `nil` behind the last.
    package func next() throws -> [UInt8]? {
        try lines.next()
    }
}
