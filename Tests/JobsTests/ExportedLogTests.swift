// SPDX-License-Identifier: Apache-2.0
import Foundation
import Jobs
import Publication
import TestSupport
import Testing

/// The transparency log in the nightly export.
@Suite struct ExportedLogTests {
    private static func inode(_ path: String) throws -> UInt64 {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
    }

    private static func verify(_ path: String) throws -> Verification {
        try ExportVerifier(directory: path).verify()
    }

    @Test func `the export has the log that is served, and verifies it without a server`() async throws {
        try await TestApp.run { app in
            let (fixture, _) = try await app.published()
            _ = try await app.sealedLog()
            let one = try await app.export()
            #expect(try Self.verify(one.path)["log"] == .passed)
            let served = try await app.client.get("/v1/log/checkpoint").body
            let checkpoint = try Data(contentsOf: URL(filePath: one.path + "/log/checkpoint"))
            #expect(Array(checkpoint) == served)
            let tiles = one.manifest.files.map(\.name).filter { $0.hasPrefix("log/tile/") }
            #expect(tiles.count >= 2)
            for tile in tiles {
                let bytes = try await app.client.get("/v1/\(tile)").expecting(200).body
                #expect(try Array(Data(contentsOf: URL(filePath: "\(one.path)/\(tile)"))) == bytes, "\(tile)")
            }

            // What did not change is the same file.
            let two = try await app.export()
            for tile in tiles {
                #expect(try Self.inode("\(one.path)/\(tile)") == Self.inode("\(two.path)/\(tile)"), "\(tile)")
            }
            _ = try await app.submittedFinding(over: fixture.data)
            _ = try await app.sealedLog()
            let three = try await app.export()
            #expect(try Self.verify(three.path)["log"] == .passed)
            #expect(try Self.verify(one.path)["log"] == .passed)
            #expect(three.manifest["log/checkpoint"]?.digest != one.manifest["log/checkpoint"]?.digest)
        }
    }

    @Test(arguments: [1, 255, 256, 257, 600]) func `a log of any size is laid out and read again`(size: Int)
        throws
    {
        try LogFixture.with(entries: size) { writer, note in
            for entry in LogFixture.entries(size) { try writer.append(logEntry: entry) }
            try writer.endLog(checkpoint: note)
            let summary = try writer.seal().makeCurrent()
            #expect(try Self.verify(summary.path)["log"] == .passed)
            #expect(summary.manifest["log/tile/entries/000"] != nil || size < 256)
        }
    }

    @Test func `a checkpoint of other entries is refused, and nothing becomes current`() throws {
        for (given, noted) in [(300, 299), (299, 300), (0, 1)] {
            try LogFixture.with(entries: noted) { writer, note in
                for entry in LogFixture.entries(given) { try writer.append(logEntry: entry) }
                #expect(throws: ExportError.logDisagrees(entries: Int64(given))) {
                    try writer.endLog(checkpoint: note)
                }
                #expect(throws: ExportError.notWriting) { try writer.seal().makeCurrent() }
            }
        }
    }
}
