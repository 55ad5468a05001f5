// SPDX-License-Identifier: Apache-2.0
import Files
import Foundation
import Glibc
import Testing

@Suite struct FolderTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a folder is made with those above it, with its mode, and twice is once`() throws {
        let inner = Folder(folder["a/b/c"])
        for _ in 0..<2 { try inner.make(mode: 0o700) }
        for path in ["a", "a/b", "a/b/c"] {
            let status = try #require(try FileStatus(of: folder[path]))
            #expect(status.isFolder && status.mode == 0o700)
        }
        #expect(try !inner.makeAlone())
        #expect(try Folder(folder["a/new"]).makeAlone())
    }

    @Test(.enabled(if: getuid() != 0, "root may read everything"))
    func `a folder that is there in one that cannot be read is left as it is`() throws {
        try Folder(folder["closed/inner"]).make()
        chmod(folder["closed"], 0o300)
        defer { chmod(folder["closed"], 0o700) }
        try Folder(folder["closed/inner"]).make()
        let error = #expect(throws: FileError.self) { try Folder(folder["closed/new"]).make() }
        #expect(error?.code == EACCES)
    }

    @Test func `what is in the way is told`() throws {
        try folder.write("", to: "file")
        try folder.link("link", to: "elsewhere")
        #expect(throws: FileError.self) { try Folder(folder["file/inner"]).make() }
        for name in ["file", "link"] {
            let error = #expect(throws: FileError.self) { try Folder(folder[name]).make() }
            #expect(error?.code == EEXIST)
        }
        let error = #expect(throws: FileError.self) { try Folder(folder.path).makeNew() }
        #expect(error?.code == EEXIST)
        let missing = #expect(throws: FileError.self) { try Folder(folder["a/b"]).makeAlone() }
        #expect(missing?.code == ENOENT)
    }

    @Test func `a folder that cannot be read is not an empty one`() throws {
        try folder.link("loop", to: "loop")
        try folder.write("", to: "file")
        for (name, code) in [("loop", ELOOP), ("file", ENOTDIR), ("none", ENOENT)] {
            let error = #expect(throws: FileError.self) { try Folder(folder[name]).names() }
            #expect(error?.code == code, "\(name)")
        }
    }

    @Test(.enabled(if: getuid() != 0, "root may read everything"))
    func `a folder without permission is not an empty one`() throws {
        try Folder(folder["closed"]).makeNew(mode: 0)
        defer { chmod(folder["closed"], 0o700) }
        let error = #expect(throws: FileError.self) { try Folder(folder["closed"]).names() }
        #expect(error?.code == EACCES)
    }

    @Test func `files are listed below and removed, and links are not followed`() throws {
        try Folder(folder["top/deep"]).make()
        try Folder(folder["kept"]).make()
        for name in ["kept/k", "top/b", "top/deep/a"] { try folder.write("x", to: name) }
        try folder.link("top/link", to: "kept")
        let top = Folder(folder["top"])
        #expect(try top.names() == ["b", "deep", "link"])
        #expect(try top.files() == ["b", "deep/a", "link"])
        #expect(try top.files(besides: "deep") == ["b", "link"])
        try top.remove()
        #expect(try folder.names() == ["kept"])
        #expect(try Folder(folder["kept"]).names() == ["k"])
    }

    @Test(arguments: [("/a/b", "/a"), ("/a", "/"), ("a/b", "a"), ("a", ".")])
    func `the folder of a path is what stands before the last slash`(_ path: String, _ containing: String) {
        #expect(Folder(containing: path).path == containing)
    }

    @Test func `names are changed, kept free, linked and removed`() throws {
        try folder.write("one", to: "a")
        try FileSystem.rename(folder["a"], to: folder["b"])
        try folder.write("two", to: "c")
        let taken = #expect(throws: FileError.self) {
            try FileSystem.rename(folder["c"], toFree: folder["b"])
        }
        #expect(taken?.code == EEXIST)
        #expect(try folder.text("b") == "one")
        try FileSystem.rename(folder["c"], toFree: folder["d"])
        try FileSystem.link(folder["d"], as: folder["e"])
        try FileSystem.makeLink(folder["f"], to: "e")
        #expect(try FileSystem.target(ofLink: folder["f"]) == "e")
        #expect(try FileStatus(of: folder["f"])?.isLink == true)
        #expect(try FileStatus(of: folder["f"], followingLinks: true)?.size == 3)
        #expect(try FileSystem.remove(folder["d"]))
        #expect(try !FileSystem.remove(folder["d"]))
        #expect(try folder.names() == ["b", "e", "f"])
    }
}
