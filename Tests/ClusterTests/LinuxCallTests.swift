// SPDX-License-Identifier: Apache-2.0

import CLinux
import Foundation
import Glibc
import Processes
import Testing

@testable import Cluster

@Suite struct LinuxCallTests {
    @Test func `a path below a folder cannot leave it`() async throws {
        try await Sandbox.run { sandbox in
            let folder = try SystemCall.openFolder(sandbox.folder)
            try Data("x".utf8).write(to: URL(fileURLWithPath: sandbox.folder + "/inside"))
            try SystemCall.check(symlink("/etc/passwd", sandbox.folder + "/outside"), "link", "outside")
            let resolve = UInt64(CLINUX_RESOLVE_BENEATH)
            let inside = clinux_openat2(folder.descriptor, "inside", O_RDONLY, 0, resolve)
            #expect(inside >= 0)
            close(inside)
            for path in ["../..", "/etc/passwd", "outside"] {
                #expect(clinux_openat2(folder.descriptor, path, O_RDONLY, 0, resolve) == -EXDEV, "\(path)")
            }
        }
    }

    @Test func `an unnamed file appears under its name, but never over another`() async throws {
        try await Sandbox.run { sandbox in
            let folder = try SystemCall.openFolder(sandbox.folder)
            let file = OpenFile(clinux_tmpfile(folder.descriptor, 0o600))
            #expect(write(file.descriptor, "whole", 5) == 5)
            #expect(try sandbox.entries == [])
            #expect(clinux_link(file.descriptor, folder.descriptor, "named") == 0)
            #expect(try String(contentsOfFile: sandbox.folder + "/named", encoding: .utf8) == "whole")
            #expect(clinux_link(file.descriptor, folder.descriptor, "named") == -EEXIST)
        }
    }

    @Test func `two names are exchanged, and none is overwritten unasked`() async throws {
        try await Sandbox.run { sandbox in
            let folder = try SystemCall.openFolder(sandbox.folder)
            for name in ["a", "b"] {
                try Data(name.utf8).write(to: URL(fileURLWithPath: "\(sandbox.folder)/\(name)"))
            }
            let number = folder.descriptor
            #expect(clinux_renameat2(number, "a", number, "b", CLINUX_RENAME_NOREPLACE) == -EEXIST)
            #expect(clinux_renameat2(number, "a", number, "b", CLINUX_RENAME_EXCHANGE) == 0)
            #expect(try String(contentsOfFile: sandbox.folder + "/a", encoding: .utf8) == "b")
            #expect(clinux_syncfs(number) == 0)
        }
    }
}
