// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A file that is made whole or not at all, and never over another one.
enum NewFile {
    static func require(_ path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw CannotRun("\(path) is there already.")
        }
    }

    /// Writes what `body` hands to its sink, for the owner's eyes only.
    static func write(_ path: String, _ body: (_ sink: ([UInt8]) throws -> Void) throws -> Void) throws {
        let partial = path + ".partial"
        guard
            FileManager.default.createFile(
                atPath: partial,
                contents: nil,
                attributes: [.posixPermissions: 0o600]
            ),
            let handle = FileHandle(forWritingAtPath: partial)
        else { throw CannotRun("\(path) cannot be written.") }
        do {
            try body { try handle.write(contentsOf: Data($0)) }
            try handle.synchronize()
            try handle.close()
            try FileManager.default.moveItem(atPath: partial, toPath: path)
        } catch {
            try? FileManager.default.removeItem(atPath: partial)
            throw CannotRun("\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}
