// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Processes
import Testing

@testable import Cluster

@Suite struct BinariesTests {
    @Test(arguments: [
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", 15), ("postgres (PostgreSQL) 17beta1", 17),
        ("15\n", 15),
        ("9.6", 9), ("", nil), ("no version", nil),
    ])
    func `the major version is read`(text: String, major: Int?) {
        #expect(PostgresBinaries.version(in: text) == major)
    }

    @Test func `the newest complete installation is chosen, or the one asked for`() async throws {
        try await Sandbox.run { sandbox in
            for version in ["9.6", "15", "17"] {
                try install(version, programs: ["postgres", "initdb"], in: sandbox)
            }
            try install("18", programs: ["postgres"], in: sandbox)
            #expect(try await PostgresBinaries.find(major: nil, root: sandbox.folder)?.major == 17)
            let older = try await PostgresBinaries.find(major: 15, root: sandbox.folder)
            #expect(older?.initdb == sandbox.folder + "/15/bin/initdb")
        }
    }

    @Test func `a folder without the programs is no installation`() async throws {
        try await Sandbox.run { sandbox in
            let found = try await PostgresBinaries.inspect(sandbox.folder)
            #expect(found == nil)
        }
    }

    @Test func `no folder of installations is no failure, one that cannot be listed is`() async throws {
        try await Sandbox.run { sandbox in
            let root = sandbox.folder + "/postgresql"
            #expect(try await PostgresBinaries.find(major: 9, root: root) == nil)
            try Data().write(to: URL(fileURLWithPath: root))
            await #expect(throws: SystemError(operation: "list", path: root, code: ENOTDIR)) {
                try await PostgresBinaries.find(major: 9, root: root)
            }
        }
    }

    private func install(_ version: String, programs: [String], in sandbox: Sandbox) throws {
        let folder = "\(sandbox.folder)/\(version)/bin"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for program in programs {
            let path = "\(folder)/\(program)"
            #expect(
                FileManager.default.createFile(
                    atPath: path,
                    contents: nil,
                    attributes: [.posixPermissions: 0o755]
                )
            )
        }
    }
}
