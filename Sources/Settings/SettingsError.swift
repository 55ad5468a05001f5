// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What is wrong with one place of a file of settings; it names keys, never values.
package struct SettingsFault: Hashable, Sendable, CustomStringConvertible {
    /// Counted from 1.
    package let line: Int
    /// Counted from 1, in Unicode scalars; `nil` when the whole line is meant.
    package let column: Int?
    /// For people, without a full stop.
    package let text: String

    /// `line 3: …` or `line 3, column 5: …`.
    package var description: String { "line \(line)\(column.map { ", column \($0)" } ?? ""): \(text)" }
}

/// Why a file of settings cannot be used.
package enum SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The system's error code, of opening or of reading.
    case unreadable(String, code: Int32)
    /// A folder, a pipe or a device.
    case notFile(String)
    /// It belongs neither to the user nor to root.
    case foreign(String)
    /// It may hold secrets.
    case readableByOthers(String)
    case writableByOthers(String)
    /// At most so many bytes are read.
    case tooLarge(String, most: Int)
    /// All that was found, in the order of lines; at least one.
    case faults(String, [SettingsFault])

    package var description: String {
        switch self {
        case .unreadable(let path, let code): "\(path) cannot be read: \(String(cString: strerror(code)))."
        case .notFile(let path): "\(path) is not a file."
        case .foreign(let path): "\(path) belongs to another user; run: chown \(geteuid()) \(path)"
        case .readableByOthers(let path): "\(path) may be read by others; run: chmod 600 \(path)"
        case .writableByOthers(let path): "\(path) may be changed by others; run: chmod go-w \(path)"
        case .tooLarge(let path, let most): "\(path) has more than \(most) bytes."
        case .faults(let path, let faults):
            faults.count == 1
                ? "\(path), \(faults[0].description)"
                : "\(path):" + faults.map { "\n  \($0.description)" }.joined()
        }
    }
}
