// SPDX-License-Identifier: Apache-2.0
import Domain
import Glibc
import OpenSSL

/// A file under a name that nobody reads, until it is whole and gets its own; gone when it never does.
package final class UnfinishedFile {
    private let file: OutputFile
    private var isNamed = false

    private init(_ file: OutputFile) {
        self.file = file
    }

    /// Makes the file at a place that has one writer at a time; what is there was left by a
    /// killed one, and is removed.
    convenience init(path: String, mode: mode_t) throws(FileError) {
        _ = try FileSystem.remove(path)
        self.init(try OutputFile(path: path, mode: mode))
    }

    /// Makes a file under a random name in a folder into which many write at once, mode 0600.
    ///
    /// It is locked for as long as it is open, so that ``removeAbandoned(in:)`` can tell it from
    /// what a killed process left.
    package static func make(in folder: String) throws -> UnfinishedFile {
        while true {
            let name = try randomBytes(16).hexadecimal
            let file = UnfinishedFile(try OutputFile(path: "\(folder)/\(name)", mode: 0o600))
            try file.file.lock()
            // Before it had the lock it may have been taken for abandoned; after, it cannot be.
            if try file.file.status().hasName { return file }
        }
    }

    /// Makes a file under a hidden random name beside `target`, in a folder that is
    /// somebody else's, mode 0600.
    ///
    /// Nothing that is there is touched: any name may be of a file that a person keeps, or of
    /// one that is being written.
    package static func make(beside target: String) throws -> UnfinishedFile {
        // A part of the name shows whose file a killed process left; the whole name could become too long.
        let name = (target.split(separator: "/").last ?? "").unicodeScalars.prefix(48)
        let hidden = ".\(Substring(name)).\(try randomBytes(8).hexadecimal)"
        return UnfinishedFile(
            try OutputFile(path: "\(Folder(containing: target).path)/\(hidden)", mode: 0o600)
        )
    }

    /// Removes what writers of killed processes left in a folder; a file that is still being written stays.
    package static func removeAbandoned(in folder: String) throws(FileError) {
        for name in try Folder(folder).names() {
            let path = "\(folder)/\(name)"
            let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
            // Finished by now; or nothing that a writer makes, and in nobody's way.
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            if try lockAtOnce(descriptor, path) { _ = try FileSystem.remove(path) }
        }
    }

    deinit {
        // Where it cannot be removed, the next writer does it.
        if !isNamed { unlink(file.path) }
    }

    /// How many bytes were given to it so far.
    package var size: Int { file.size }

    /// Where it is until it gets its name.
    package var path: String { file.path }

    /// Adds bytes; what the disk refuses may be told by a later call.
    package func write(_ bytes: [UInt8]) throws(FileError) { try file.write(bytes) }

    /// Writes what is left; the digest of all of it, to be asked for once.
    package func end() throws(FileError) -> Digest { try file.end() }

    /// Forces what was written to the disk.
    package func synchronize() throws(FileError) { try file.synchronize() }

    /// The digest of what the file system gives back.
    package func storedDigest() throws(FileError) -> Digest { try InputFile(path: path).digest() }

    /// Gives the file its name, in the place of a file that has it.
    package func rename(to target: String) throws(FileError) {
        try FileSystem.rename(path, to: target)
        isNamed = true
    }

    /// Forces the file to the disk and gives it its name, once all is written; throws EEXIST where something
    /// has the name.
    package func keep(asFree target: String) throws(FileError) {
        try synchronize()
        try FileSystem.rename(path, toFree: target)
        isNamed = true
        try Folder(containing: target).synchronize()
    }
}
