// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Glibc
import OpenSSL
import Testing

@testable import Files

@Suite struct OutputFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `what was written in pieces of any size is there, counted and hashed`() throws {
        let file = try OutputFile(path: folder["f"], mode: 0o640)
        var all: [UInt8] = []
        for size in [0, 1, 70_000, 3, 65_536, 200_000] {
            let piece = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) }
            try file.write(piece)
            all += piece
            #expect(file.size == all.count)
        }
        #expect(try file.finish().bytes == SHA256.digest(of: all))
        #expect(try WholeFile.read(folder["f"], limit: all.count) == all)
        #expect(try FileStatus(of: folder["f"])?.mode == 0o640)
    }

    @Test func `a name that is taken, by a link too, is left as it is`() throws {
        try folder.write("old", to: "f")
        try folder.link("link", to: "nowhere")
        for name in ["f", "link"] {
            let error = #expect(throws: FileError.self) { try OutputFile(path: folder[name]) }
            #expect(error?.code == EEXIST)
        }
        #expect(try folder.text("f") == "old")
    }

    @Test func `a full disk is told as one`() throws {
        let descriptor = open("/dev/full", O_WRONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let error = #expect(throws: FileError.self) {
            try Array("abc".utf8).withUnsafeBytes { bytes throws in
                try writeAll(bytes, to: descriptor, "/dev/full")
            }
        }
        #expect(error == FileError(operation: "write", path: "/dev/full", code: ENOSPC))
        #expect(error?.isFull == true)
        #expect(error?.description == "cannot write /dev/full: No space left on device")
        #expect(!FileError(operation: "write", path: "", code: EIO).isFull)
    }

    @Test func `a file is read, hashed on the way, and through links only where they are followed`() throws {
        try folder.write("some text", to: "f")
        try folder.link("link", to: "f")
        let digest = Digest(sha256: SHA256.digest(of: "some text".utf8))
        #expect(try InputFile(path: folder["f"]).digest() == digest)
        let input = HashedInput(try InputFile(following: folder["link"]))
        var bytes = [UInt8](repeating: 0, count: 4)
        while try bytes.withUnsafeMutableBytes({ buffer throws in try input.read(into: buffer) }) > 0 {}
        #expect(input.digest() == digest)
        let refused = #expect(throws: FileError.self) { try InputFile(path: folder["link"]) }
        #expect(refused?.code == ELOOP)
        let missing = #expect(throws: FileError.self) { try InputFile(following: folder["none"]) }
        #expect(missing == FileError(operation: "open", path: folder["none"], code: ENOENT))
        let noFile = #expect(throws: FileError.self) { try InputFile(path: folder.path).digest() }
        #expect(noFile?.code == EISDIR)
    }

    @Test func `a scratch file gives back what it took, as often as is asked`() throws {
        let file = try ScratchFile()
        try Array("words".utf8).withUnsafeBytes { bytes throws in try file.write(bytes) }
        for _ in 0..<2 {
            try file.rewind()
            var bytes = [UInt8](repeating: 0, count: 16)
            let count = try bytes.withUnsafeMutableBytes { buffer throws in try file.read(into: buffer) }
            #expect(String(decoding: bytes[..<count], as: UTF8.self) == "words")
            let rest = try bytes.withUnsafeMutableBytes { buffer throws in try file.read(into: buffer) }
            #expect(rest == 0)
        }
    }
}
