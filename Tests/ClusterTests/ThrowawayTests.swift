// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Testing

@testable import Cluster

@Suite struct ThrowawayTests {
    @Test func `it answers, without waiting for the disk, and leaves nothing`() async throws {
        try await Sandbox.run { sandbox in
            let cluster = try await Cluster.throwaway(logger: sandbox.logger)
            try await cluster.expect("SHOW fsync", is: "off")
            try await cluster.discard()
            #expect(!FileManager.default.fileExists(atPath: Path.parent(cluster.options.directory)))
        }
    }

    @Test func `the folder of a process that is gone is removed by the next one`() async throws {
        try await Sandbox.run { sandbox in
            let note = sandbox.folder + "/directory"
            await #expect(processExitsWith: .success) { [note = note as String] in
                let sandbox = Sandbox(folder: Path.parent(note))
                let cluster = try await Cluster.throwaway(logger: sandbox.logger)
                try cluster.options.directory.write(toFile: note, atomically: true, encoding: .utf8)
            }
            let directory = try String(contentsOfFile: note, encoding: .utf8)
            let earlier = try EarlierServer(of: directory, logger: sandbox.logger)
            #expect(try await earlier?.haveEnded(within: .seconds(10)) ?? true)
            let next = try await Cluster.throwaway(logger: sandbox.logger)
            #expect(!FileManager.default.fileExists(atPath: directory))
            try await next.discard()
        }
    }
}
