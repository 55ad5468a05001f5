// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import OpenSSL
import Testing

@testable import Files

@Suite struct GzipTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(_ lines: [String], to name: String, _ compression: Compression = .standard) throws {
        let file = try GzipFile(path: folder[name], compression)
        for line in lines { try file.append(Array(line.utf8)) }
        #expect(file.count == lines.count)
        let (size, digest) = try file.finish()
        let bytes = try bytes(name)
        #expect(size == bytes.count)
        #expect(digest == Digest(sha256: SHA256.digest(of: bytes)))
    }

    private func bytes(_ name: String) throws -> [UInt8] { try WholeFile.read(folder[name], limit: 1 << 24) }

    private func lines(_ name: String) throws -> [String] {
        let file = try GzipLines(path: folder[name])
        var lines: [String] = []
        while let line = try file.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        #expect(file.digest() == Digest(sha256: SHA256.digest(of: try bytes(name))))
        return lines
    }

    /// All that is packed in `bytes`, which come in pieces of `piece` bytes.
    private func unpack(_ bytes: [UInt8], piece: Int = .max, into size: Int = 4096) throws -> [UInt8] {
        var rest = bytes[...]
        let reader = try GzipReader("f") { buffer in
            let next = rest.prefix(min(piece, buffer.count))
            buffer.copyBytes(from: next)
            rest = rest.dropFirst(next.count)
            return next.count
        }
        var unpacked: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: size)
        while true {
            let count = try buffer.withUnsafeMutableBytes { buffer throws in try reader.read(into: buffer) }
            guard count > 0 else { return unpacked }
            unpacked += buffer[..<count]
        }
    }

    @Test(arguments: [Compression.standard, .none])
    func `lines come out as they went in, through gzip's own program too`(_ compression: Compression) throws {
        let all = (0..<20_000).map { "line \($0) \($0 &* 2_654_435_761)" } + [""]
        try write(all, to: "f.gz", compression)
        #expect(try lines("f.gz") == all)
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/gzip")
        gzip.arguments = ["-dk", folder["f.gz"]]
        try gzip.run()
        gzip.waitUntilExit()
        #expect(try folder.text("f") == all.map { $0 + "\n" }.joined())
    }

    @Test func `the same lines are the same bytes`() throws {
        try write(["a", "b"], to: "one.gz")
        try write(["a", "b"], to: "two.gz")
        #expect(try bytes("one.gz") == bytes("two.gz"))
    }

    @Test(arguments: [1, 7, 4096])
    func `several members are one file, in pieces of any size`(_ piece: Int) throws {
        try write(["a", "b"], to: "one.gz")
        try write([], to: "none.gz")
        try write((0..<1000).map { "\($0)" }, to: "two.gz")
        let packed = try bytes("one.gz") + bytes("none.gz") + bytes("two.gz")
        let expected = "a\nb\n" + (0..<1000).map { "\($0)\n" }.joined()
        #expect(try unpack(packed, piece: piece, into: piece) == Array(expected.utf8))
    }

    @Test func `an export's file has one member and nothing behind it`() throws {
        try write(["a"], to: "one.gz")
        for behind in [try bytes("one.gz"), [0]] {
            try Data(try bytes("one.gz") + behind).write(to: URL(filePath: folder["f.gz"]))
            let error = #expect(throws: GzipError.self) { try lines("f.gz") }
            #expect(error?.detail == "bytes after the end")
        }
    }

    @Test func `a file that is cut short anywhere is not read as a whole one`() throws {
        try write((0..<50).map { "line \($0)" }, to: "f.gz")
        let whole = try bytes("f.gz")
        for count in whole.indices {
            let error = #expect(throws: GzipError.self) { try unpack(Array(whole[..<count])) }
            #expect(error?.detail == "cut short", "\(count)")
        }
        // Two members, the second of them cut short.
        #expect(throws: GzipError.self) { try unpack(whole + whole.dropLast()) }
    }

    @Test func `a file with any byte changed is damaged`() throws {
        try write((0..<50).map { "line \($0)" }, to: "f.gz")
        let whole = try bytes("f.gz")
        // Nobody checks the header's time, flags of hurry and system, nor the bits that fill up
        // the last byte of the data.
        for index in whole.indices where !(4...9).contains(index) && index != whole.count - 9 {
            var changed = whole
            changed[index] ^= 0x10
            #expect(throws: GzipError.self, "\(index)") { try unpack(changed) }
        }
    }

    @Test func `what is no file of lines is refused`() throws {
        let longest = String(repeating: "x", count: GzipLines.longestLine)
        try write([longest], to: "longest.gz")
        #expect(try lines("longest.gz").map(\.utf8.count) == [GzipLines.longestLine])
        try write([longest + "x"], to: "long.gz")
        let long = #expect(throws: GzipError.self) { try lines("long.gz") }
        #expect(long?.description == "\(folder["long.gz"]): a line is too long")
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/gzip")
        try folder.write("no end", to: "open")
        gzip.arguments = [folder["open"]]
        try gzip.run()
        gzip.waitUntilExit()
        let open = #expect(throws: GzipError.self) { try lines("open.gz") }
        #expect(open?.detail == "the last line has no end")
    }
}
