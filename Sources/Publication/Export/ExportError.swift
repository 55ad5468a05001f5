// SPDX-License-Identifier: Apache-2.0
import Domain

/// Why an export could not be made.
///
/// Whatever it is, `current` still leads to the last whole export.
///
/// Besides these the writer throws ``LockHeld``, ``FileError`` and ``GzipError``.
package enum ExportError: Error, Hashable, Sendable {
    /// Records must come in the order of their PIDs, each once.
    case outOfOrder(PID)
    /// A record's bytes cannot be a line of an export.
    case invalidRecord(PID, detail: String)
    /// The last export has a record that this one lacks. Publications do not disappear; they are withdrawn.
    case disappeared(PID)
    /// The last export is not what it was when it was made, so nothing can be told about changes since.
    case previousDamaged(name: String, detail: String)
    /// The checkpoint is not the one of the entries that came with it.
    case logDisagrees(entries: Int64)
    /// Another run began since, after this one had lost its lock.
    case superseded(run: Int)
    /// Run numbers only grow.
    case runNotNewer(run: Int, current: Int)
    /// `finish` or `discard` was called before, or an error came first.
    case notWriting
    /// The name is in use for something else.
    case unexpectedFile(path: String)
}

extension ExportError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .outOfOrder(let pid): "record \(pid) is out of order"
        case .invalidRecord(let pid, let detail): "record \(pid) cannot be exported: \(detail)"
        case .disappeared(let pid):
            "record \(pid) of the last export is missing from this one. After a restore to a day before that export, "
                + Self.anew
        case .previousDamaged(let name, let detail):
            "the last export, \(name), is damaged: \(detail). Where it cannot be put back, \(Self.anew)"
        case .logDisagrees(let entries): "the log's checkpoint is not the one of its \(entries) entries"
        case .superseded(let run): "run \(run) was given up for a later one"
        case .runNotNewer(let run, let current): "run \(run) is not newer than \(current), the current export"
        case .notWriting: "this export is no longer being written"
        case .unexpectedFile(let path): "\(path) is not what an export folder has there"
        }
    }

    private static let anew = "go on with: teahouse export --start-anew"
}
