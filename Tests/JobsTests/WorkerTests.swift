// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import Foundation
import JSON
import Processes
import Tables
import TestSupport
import Testing

@testable import Jobs

/// Work in a process of its own, and how it ends there.
@Suite struct WorkerTests {
    /// A table, and the columns' roles.
    private func task(_ table: String, quasi: Int) throws -> MeasureTask {
        let path = QuickFolder.path("table")
        try Data(table.utf8).write(to: URL(filePath: path))
        return MeasureTask(
            path: path,
            name: "table.csv",
            digest: try #require(Digest(bytes: [UInt8](repeating: 7, count: 32))),
            roles: Dictionary(uniqueKeysWithValues: (0..<quasi).map { ("c\($0)", .quasi) }),
            profile: .enclave,
            dialect: Dialect().json,
            columns: (0..<quasi).map { "c\($0)" },
            quasiSets: [],
            missing: [],
            acknowledged: [:],
            packs: .all,
            ownWords: [],
            ownShapes: [],
            memory: 64 << 20
        )
    }

    private func gone(_ task: MeasureTask) { try? FileManager.default.removeItem(atPath: task.path) }

    @Test func `a table is measured, and one that is none is refused by its line`() async throws {
        let worker = Worker(program: CommandLineTool.path)
        for (table, passed, key) in [
            ("c0\n1\n1\n1\n", true, "report"), ("c0,c1\n1\n", false, "error"),
        ] {
            let task = try task(table, quasi: 1)
            defer { gone(task) }
            let outcome = try await worker.run(task)
            #expect(outcome.passed == passed && outcome.outcome.key == key)
        }
    }

    @Test func `too much memory, too much time and a crash cost the work alone`() async throws {
        // Fifty thousand different values fit into no such memory; a crash is as good as this signal.
        let values = (0..<50_000).map { "\($0)-\(String(repeating: "x", count: 200))" }
        let large = try task("c0\n" + values.joined(separator: "\n") + "\n", quasi: 1)
        defer { gone(large) }
        let small = Worker(program: CommandLineTool.path, memory: .bytes(24 << 20))
        await #expect(throws: WorkerFailure.tooMuchMemory(limit: 24 << 20)) { try await small.run(large) }

        // Looking through texts has its own number, which whoever waits is told.
        let texts = (0..<8).map { place in
            ScreenTask.Text(
                name: "\(place).txt",
                content: .text(String(repeating: "word \(place) ", count: 1 << 20))
            )
        }
        let screening = ScreenTask(
            texts: texts,
            releases: [],
            passages: [],
            salt: [UInt8](repeating: 1, count: 16)
        )
        let narrow = Worker(program: CommandLineTool.path, screenMemory: 24 << 20)
        let refused = await #expect(throws: WorkerFailure.self) { try await narrow.run(screening) }
        #expect(refused == .tooMuchMemory(limit: 24 << 20))
        #expect(refused?.reason.contains("24 MiB of memory that this installation gives") == true)

        let endless = try task(HostileTable.text, quasi: HostileTable.columns)
        defer { gone(endless) }
        let brief = Worker(program: CommandLineTool.path, seconds: 1)
        await #expect(throws: WorkerFailure.tooMuchTime(limit: 1)) { try await brief.run(endless) }

        // A program that says nothing.
        let silent = Worker(program: "/bin/false")
        let crash = WorkerFailure.ended(.exited(1), complaint: "")
        await #expect(throws: crash) { try await silent.run(endless) }
        #expect(!crash.isOfInput && crash.cause == "Doing it ended its program.")
    }

    @Test func `the reader of PDF works where there is no network`() async throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "ScreeningTests/Archives/reportlab.pdf")
        let text = ScreenTask.Text(name: "x.pdf", content: .file(file.path(percentEncoded: false)))
        let task = ScreenTask(
            texts: [text],
            releases: [],
            passages: [],
            salt: [UInt8](repeating: 1, count: 16)
        )
        let outcome = try await Worker(program: CommandLineTool.path).run(task)
        #expect(Set(outcome.items.map(\.rule)) == ["low_count", "picture"], "\(outcome.items)")
    }

    @Test func `a file is not kept in memory to be looked through`() async throws {
        let path = QuickFolder.path("text")
        let file = try #require(FileManager.default.createFile(atPath: path, contents: nil) ? path : nil)
        defer { try? FileManager.default.removeItem(atPath: file) }
        let handle = try FileHandle(forWritingTo: URL(filePath: file))
        let passage = "the price of it was forty-one million in all"
        try handle.write(contentsOf: Data("\(passage)\n".utf8))
        try handle.truncate(atOffset: 100 << 20)
        try handle.close()
        let texts = [ScreenTask.Text(name: "t.txt", content: .file(file))]
        let sought = try SoughtPassage(
            ["source": ["text": .string(passage)], "first": 0, "end": 44, "is_foreign": false]
        )
        let task = ScreenTask(texts: texts, passages: [sought], salt: [UInt8](repeating: 1, count: 16))
        let outcome = try await Worker(program: CommandLineTool.path, memory: .bytes(64 << 20)).run(task)
        #expect(outcome.found.first??.map(\.line) == [1])
    }

    @Test func `what cannot be read is a failure with its reason`() async throws {
        let missing = try task("c0\n1\n", quasi: 1)
        gone(missing)
        await #expect(throws: WorkerFailure.self) {
            try await Worker(program: CommandLineTool.path).run(missing)
        }
    }
}

/// A table that is small, and takes minutes to be measured.
enum HostileTable {
    static let columns = 64
    /// All of them quasi-identifiers.
    static let roles = JSON.object(
        Dictionary(uniqueKeysWithValues: (0..<columns).map { ("c\($0)", .string("quasi")) })
    )

    /// Half of the cells are empty, so that every row is compared with every other one.
    static let text: String = {
        var random = SeededRandom(5)
        let header = (0..<columns).map { "c\($0)" }.joined(separator: ",")
        let rows = (0..<7000).map { _ in
            let bits = random.next()
            return (0..<columns).map { bits >> UInt64($0) & 1 == 1 ? "1" : "" }.joined(separator: ",")
        }
        return ([header] + rows).joined(separator: "\n") + "\n"
    }()
}
