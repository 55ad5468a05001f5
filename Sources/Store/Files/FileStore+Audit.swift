// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Glibc
import OpenSSL

extension FileStore {
    /// What a look at a stored file came to.
    package enum Condition: Hashable, Sendable {
        case whole, missing, changed
    }

    /// Reads a file again and compares it with its name.
    package func condition(of digest: Digest) throws -> Condition {
        let descriptor = open(path(of: digest), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw FileStoreError(operation: "open", path: path(of: digest)) }
            return .missing
        }
        defer { close(descriptor) }
        let hash = SHA256()
        return try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw FileStoreError(operation: "read", path: path(of: digest)) }
                guard count > 0 else { return hash.finish() == digest.bytes ? .whole : .changed }
                hash.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
            }
        }
    }

    /// Takes bytes that are not what their name says out of reach of every download; the right bytes, uploaded again or put back from a
    /// backup, take their place.
    package func quarantine(_ digest: Digest) throws(FileStoreError) {
        let folder = directory + "/quarantine"
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw FileStoreError(operation: "mkdir", path: folder)
        }
        let target = "\(folder)/\(digest.hex)"
        guard rename(path(of: digest), target) == 0 else {
            throw FileStoreError(operation: "rename", path: target)
        }
    }

    /// Removes files that are not among `needed` and that nobody has touched for `age` seconds, so that an upload whose row is still to be
    /// written keeps its bytes; how many files and bytes that were.
    package func sweep(keeping needed: Set<Digest>, age: Int) throws -> (files: Int, bytes: Int64) {
        var (files, bytes) = (0, Int64(0))
        let root = directory + "/sha256"
        for folder in try FileManager.default.contentsOfDirectory(atPath: root) {
            for name in try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)") {
                guard let digest = Digest("sha256:" + name), !needed.contains(digest) else { continue }
                let path = path(of: digest)
                var status = stat()
                guard stat(path, &status) == 0, time(nil) - status.st_mtim.tv_sec > age else { continue }
                guard unlink(path) == 0 || errno == ENOENT else {
                    throw FileStoreError(operation: "unlink", path: path)
                }
                files += 1
                bytes += Int64(status.st_size)
            }
        }
        return (files, bytes)
    }
}
