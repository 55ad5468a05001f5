// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A file of settings in TOML, and who may read or change it.
package enum SettingsFile {
    /// Whom the file has to be closed to.
    package enum Privacy: Sendable {
        /// It may hold secrets: nobody else may read it.
        case secret
        /// It holds none: others may read it, but not change it.
        case shared
    }

    /// What `read` makes of the file; `nil` when there is none.
    ///
    /// `read` asks for everything that the file may say; whatever it did not ask for is a fault, and all
    /// faults are thrown at once.
    package static func read<Value>(
        _ path: String,
        _ privacy: Privacy,
        _ read: (inout SettingsReader) -> Value
    ) throws(SettingsError) -> Value? {
        guard let bytes = try bytes(path, privacy, most: TOML.Limits.standard.size) else { return nil }
        let table: TOML.Table
        do throws(TOML.SyntaxError) {
            table = try TOML.table(parsing: bytes)
        } catch {
            let fault = SettingsFault(line: error.line, column: error.column, text: "\(error.kind)")
            throw .faults(path, [fault])
        }
        var reader = SettingsReader(table)
        let value = read(&reader)
        let faults = reader.finish()
        guard faults.isEmpty else { throw .faults(path, faults) }
        return value
    }

    /// The bytes of a file that belongs to the user or to root and is closed as `privacy` asks;
    /// `nil` when there is none.
    ///
    /// It is the open file that is looked at, so that another one cannot take its place in between.
    package static func bytes(_ path: String, _ privacy: Privacy, most: Int) throws(SettingsError) -> [UInt8]?
    {
        // A pipe without a writer must not hold the command up.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            // With a HOME of /dev/null, say, there is no folder that could have it.
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .unreadable(path, code: errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notFile(path) }
        guard status.st_uid == geteuid() || status.st_uid == 0 else { throw .foreign(path) }
        switch privacy {
        case .secret where status.st_mode & 0o077 != 0: throw .readableByOthers(path)
        case .shared where status.st_mode & 0o022 != 0: throw .writableByOthers(path)
        default: return try contents(of: descriptor, path, most: most)
        }
    }

    private static func contents(of descriptor: Int32, _ path: String, most: Int) throws(SettingsError)
        -> [UInt8]
    {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while bytes.count <= most {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count > 0 {
                bytes += buffer[..<count]
            } else if errno != EINTR {
                throw .unreadable(path, code: errno)
            }
        }
        throw .tooLarge(path, most: most)
    }
}
