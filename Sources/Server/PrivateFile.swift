// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// A small file that only its owner may read, written whole or not at all.
package enum PrivateFile {
    package struct Failure: Error, CustomStringConvertible {
        let operation: String
        let path: String
        let code: Int32

        package var description: String { "Cannot \(operation) \(path): \(String(cString: strerror(code)))." }
    }

    /// Writes beside, syncs, renames; mode 0600.
    package static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        let beside = path + ".new"
        unlink(beside)
        let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(operation: "write", path: beside, code: errno) }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0,
            rename(beside, path) == 0
        else {
            throw Failure(operation: "write", path: path, code: errno)
        }
    }

    /// The file's bytes; `nil` when there is none.
    package static func read(_ path: String) throws -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return Array(try Data(contentsOf: URL(filePath: path)))
    }
}
