// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Foundation
import Glibc
import OpenSSL
import Store
import Testing

/// The folder of files by content.
@Suite struct FileStoreTests {
    @Test func `a finished upload is there under its digest, twice the same bytes are one file`() throws {
        try withStore { store in
            let bytes = Array("a,b\n1,2\n".utf8)
            let digest = try store.store(bytes)
            #expect(digest.bytes == SHA256.digest(of: bytes))
            #expect(try store.store(bytes) == digest)
            #expect(try [UInt8](Data(contentsOf: URL(filePath: store.path(of: digest)))) == bytes)
            #expect(try Self.files(of: store).count == 1)
        }
    }

    @Test func `an upload with another digest, or one that is dropped, leaves nothing`() throws {
        try withStore { store in
            try Self.write("abc", to: store) { upload in
                #expect(throws: DigestMismatch.self) {
                    try upload.finish(expecting: Digest(bytes: SHA256.digest(of: Array("abd".utf8))))
                }
            }
            try Self.write("abc", to: store) { _ in }
            #expect(try Self.files(of: store).isEmpty)
        }
    }

    @Test func `what a killed process left is swept, what another one is writing is not`() throws {
        try withStore { store in
            let left = store.directory + "/incoming/left"
            #expect(FileManager.default.createFile(atPath: left, contents: Data("half".utf8)))
            try Self.write("abc", to: store) { upload in
                _ = try FileStore(directory: store.directory)
                #expect(!FileManager.default.fileExists(atPath: left))
                let digest = try upload.finish().digest
                #expect(store.contains(digest))
            }
        }
    }

    @Test func `what came to its end takes no more bytes`() throws {
        try withStore { store in
            let upload = try store.upload()
            try upload.write(Array("abc".utf8))
            #expect(upload.size == 3)
            #expect(throws: DigestMismatch.self) {
                try upload.finish(expecting: Digest(bytes: SHA256.digest(of: [])))
            }
            #expect(throws: FileError.self) { try upload.write([0]) }
            #expect(throws: FileError.self) { try upload.finish() }
        }
    }

    @Test func `a folder of uploads that cannot be looked into does not count as empty`() throws {
        try withStore { store in
            let incoming = store.directory + "/incoming"
            try FileManager.default.removeItem(atPath: incoming)
            try FileManager.default.createSymbolicLink(atPath: incoming, withDestinationPath: incoming)
            let error = #expect(throws: FileError.self) { try FileStore(directory: store.directory) }
            #expect(error?.code == ELOOP)
        }
    }

    @Test func `what changed is told, and is out of reach in quarantine`() throws {
        try withStore { store in
            let digest = try store.store(Array("abc".utf8))
            #expect(try store.condition(of: digest) == .whole)
            try Data("abd".utf8).write(to: URL(filePath: store.path(of: digest)))
            #expect(try store.condition(of: digest) == .changed)
            #expect(try store.quarantine(digest) == .changed)
            #expect(try store.condition(of: digest) == .missing)
            #expect(try store.quarantine(digest) == .missing)
            #expect(!store.contains(digest))
            _ = try store.store(Array("abc".utf8))
            #expect(try store.condition(of: digest) == .whole)
        }
    }

    @Test func `the right bytes that came after the look are not put into quarantine`() throws {
        try withStore { store in
            let digest = try store.store(Array("abc".utf8))
            #expect(try store.quarantine(digest) == .whole)
            #expect(try store.condition(of: digest) == .whole)
            #expect(try Self.files(of: store).count == 1)
        }
    }

    /// As a killed sweep leaves them, and as a running one has them when it looks for the second time.
    @Test func `what a sweep took goes back when it is fresh or needed by then`() throws {
        try withStore { store in
            let digests = try ["fresh", "old", "needed", "again"].map { try store.store(Array($0.utf8)) }
            for (index, digest) in digests.enumerated() {
                let path = store.path(of: digest)
                let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
                if index > 0 {
                    let old: [FileAttributeKey: Any] = [
                        .modificationDate: Date(timeIntervalSinceNow: -100_000)
                    ]
                    try FileManager.default.setAttributes(old, ofItemAtPath: path)
                }
                try FileManager.default.moveItem(
                    atPath: path,
                    toPath: "\(folder)/.\(digest.hex).\(index)"
                )
            }
            // The same bytes came anew, and are not the ones to be removed.
            _ = try store.store(Array("again".utf8))
            let swept = try store.sweep(keeping: [digests[2]], age: 1000)
            #expect(swept.files == 2 && swept.bytes == 8)
            #expect(try digests.map(store.condition(of:)) == [.whole, .missing, .whole, .whole])
            // Those that were taken are in another place.
            #expect(try Self.files(of: store).count == 5)
        }
    }

    @Test func `what a sweep took comes back for whoever names it, and goes in the end`() throws {
        try withStore { store in
            let digests = try ["named", "dropped"].map { try store.store(Array($0.utf8)) }
            #expect(try store.sweep(keeping: [], age: -1).files == 2)
            #expect(try digests.map(store.condition(of:)) == [.missing, .missing])
            #expect(try store.retiredPath(of: digests[0]) != nil)
            let now = Instant(rawValue: Int64(time(nil)) * 1_000_000)
            // Nothing before its time.
            let early = try store.expire(before: now.advanced(byDays: -1), keeping: [])
            #expect(early.files.isEmpty)
            #expect(try store.reclaim(digests[0]))
            #expect(try store.condition(of: digests[0]) == .whole)
            #expect(try !store.reclaim(digests[0]))
            #expect(try store.sweep(keeping: [], age: -1).files == 1)
            // And nothing that a row names by then, as that of a database which was put back.
            let late = try store.expire(before: now.advanced(byDays: 2), keeping: [digests[0]])
            #expect(late.files == [digests[1]] && late.bytes == 7)
            #expect(try digests.map(store.condition(of:)) == [.whole, .missing])
            #expect(try digests.map(store.retiredPath(of:)) == [nil, nil])
        }
    }

    @Test func `a file whose bytes nobody can have is told, and nothing that stands in its place is swept`()
        throws
    {
        try withStore { store in
            let digest = try store.store(Array("abc".utf8))
            let path = store.path(of: digest)
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            #expect(try store.condition(of: digest) == .unreadable)
            #expect(try store.sweep(keeping: [], age: -1).files == 0)
            #expect(try store.condition(of: digest) == .unreadable)
        }
    }

    @Test(.enabled(if: getuid() != 0, "root may read everything"))
    func `a file without permission is no changed one`() throws {
        try withStore { store in
            let digest = try store.store(Array("abc".utf8))
            chmod(store.path(of: digest), 0)
            #expect(try store.condition(of: digest) == .unreadable)
        }
    }

    private static func write(_ text: String, to store: FileStore, _ body: (Upload) throws -> Void) throws {
        let upload = try store.upload()
        try upload.write(Array(text.utf8))
        try body(upload)
    }

    private func withStore(_ body: (FileStore) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "teahouse-files-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(try FileStore(directory: folder.path(percentEncoded: false)))
    }

    /// The files in the store and on their way into it.
    private static func files(of store: FileStore) throws -> [String] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: store.directory)
        return paths.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(
                atPath: store.directory + "/" + path,
                isDirectory: &isFolder
            )
                && !isFolder.boolValue
        }
    }
}
