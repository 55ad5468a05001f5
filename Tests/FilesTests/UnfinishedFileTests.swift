// SPDX-License-Identifier: Apache-2.0
import Files
import Foundation
import Testing

@Suite struct UnfinishedFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `what a killed process left is removed, what is being written is not`() throws {
        try folder.write("half", to: "left")
        try Folder(folder["folder"]).makeNew()
        let file = try UnfinishedFile.make(in: folder.path)
        try file.write(Array("abc".utf8))
        try UnfinishedFile.removeAbandoned(in: folder.path)
        #expect(try folder.names().count == 2)
        #expect(try file.end() == file.storedDigest())
        try file.rename(to: folder["whole"])
        #expect(try folder.names() == ["folder", "whole"])
        #expect(try folder.text("whole") == "abc")
    }

    @Test func `a file that is dropped is gone`() throws {
        do {
            let file = try UnfinishedFile.make(in: folder.path)
            #expect(try FileStatus(of: file.path)?.mode == 0o600)
        }
        #expect(try folder.names().isEmpty)
    }

    @Test func `a file that has its name takes nobody else's with it`() throws {
        let file = try UnfinishedFile.make(in: folder.path)
        let place = file.path
        try file.rename(to: folder["whole"])
        try Data().write(to: URL(filePath: place))
        withExtendedLifetime(consume file) {}
        #expect(try folder.names().count == 2)
    }

    @Test func `no file that was just made is taken for abandoned`() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<2 {
                group.addTask { [folder] in
                    try (0..<2000).allSatisfy { _ in
                        let file = try UnfinishedFile.make(in: folder.path)
                        return try FileStatus(of: file.path) != nil
                    }
                }
                group.addTask { [folder] in
                    for _ in 0..<2000 { try UnfinishedFile.removeAbandoned(in: folder.path) }
                    return true
                }
            }
            for try await areThere in group { #expect(areThere) }
        }
        #expect(try folder.names().isEmpty)
    }

    @Test func `a folder that cannot be read is told`() throws {
        #expect(throws: FileError.self) { try UnfinishedFile.removeAbandoned(in: folder["none"]) }
    }
}
