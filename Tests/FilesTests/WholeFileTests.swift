// SPDX-License-Identifier: Apache-2.0
import Files
import Foundation
import Glibc
import Testing

/// Files that come into their place whole.
@Suite struct WholeFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a file is replaced with its mode, whatever a killed writer left beside it`() throws {
        try folder.write("old", to: "f")
        try folder.write("half", to: "f.new")
        try WholeFile.replace(folder["f"], with: Array("new".utf8), mode: 0o600)
        #expect(try folder.text("f") == "new")
        #expect(try folder.names() == ["f"])
        #expect(try FileStatus(of: folder["f"])?.mode == 0o600)
    }

    @Test func `where it cannot be written, nothing is left and the old file stays`() throws {
        try Folder(folder["f"]).makeNew()
        #expect(throws: FileError.self) { try WholeFile.replace(folder["f"], with: [1], mode: 0o600) }
        #expect(try folder.names() == ["f"])
    }

    @Test func `a file is read up to its limit, or is not there`() throws {
        try folder.write("12345", to: "f")
        try folder.link("link", to: "f")
        #expect(try WholeFile.read(folder["f"], limit: 5).count == 5)
        let long = #expect(throws: FileError.self) { try WholeFile.read(folder["f"], limit: 4) }
        #expect(long?.code == EFBIG)
        #expect(throws: FileError.self) { try WholeFile.read(folder["link"], limit: 5) }
        #expect(try WholeFile.readIfThere(folder["link"]) == Array("12345".utf8))
        #expect(try WholeFile.readIfThere(folder["none"]) == nil)
        #expect(throws: FileError.self) { try WholeFile.readIfThere(folder.path) }
    }

    @Test func `a new file is its owner's, and never comes over another one`() throws {
        let write = { (path: String, text: String) in
            try NewFile.write(path) { sink in for byte in text.utf8 { try sink([byte]) } }
        }
        try folder.write("somebody's", to: "f.partial")
        try write(folder["f"], "made")
        #expect(try folder.text("f") == "made")
        #expect(try FileStatus(of: folder["f"])?.mode == 0o600)
        let error = #expect(throws: FileError.self) { try write(folder["f"], "again") }
        #expect(error?.code == EEXIST)
        #expect(try folder.text("f") == "made")
        #expect(try folder.text("f.partial") == "somebody's")
        #expect(try folder.names() == ["f", "f.partial"])
    }

    @Test func `of two that make one file at once the first to end has it, whole`() throws {
        let error = #expect(throws: FileError.self) {
            try NewFile.write(folder["f"]) { sink in
                try sink(Array("late".utf8))
                try NewFile.write(folder["f"]) { try $0(Array("first".utf8)) }
                try sink(Array("r".utf8))
            }
        }
        #expect(error?.code == EEXIST)
        #expect(try folder.text("f") == "first")
        #expect(try folder.names() == ["f"])
    }

    @Test func `a new file may have the longest name that a file can have`() throws {
        let name = String(repeating: "ä", count: 127)
        try NewFile.write(folder[name]) { try $0([1]) }
        #expect(try folder.names() == [name])
    }

    @Test func `a new file whose making fails leaves nothing`() throws {
        struct Stopped: Error {}
        #expect(throws: Stopped.self) {
            try NewFile.write(folder["f"]) { sink in
                try sink([1])
                throw Stopped()
            }
        }
        #expect(try folder.names().isEmpty)
    }
}
