// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Foundation
import JSON
import Publication
import Testing

struct ExportTests {
    private let folder: TemporaryFolder
    private let directory: String
    private let samples: Samples

    init() throws {
        folder = try TemporaryFolder()
        directory = folder["export"]
        samples = Samples(ring: try KeyRing.create(in: folder["keys"], at: Samples.start))
    }

    private func writer(run: Int) throws -> ExportWriter { try samples.writer(run: run, in: directory) }

    @discardableResult
    private func export(
        run: Int,
        _ records: [ExportRecord],
        in other: String? = nil,
        keep: Int = 14,
        anew: Bool = false
    ) throws -> ExportSummary {
        try samples.export(run: run, records, in: other ?? directory, keep: keep, anew: anew)
    }

    private func current() throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: "\(directory)/current")
    }

    private func verification() throws -> Verification { try ExportVerifier(directory: directory).verify() }

    @Test func `an export holds its records, lists its files and verifies`() throws {
        let summary = try export(run: 1, [samples.published(1), samples.withdrawn(2), samples.published(3)])
        #expect(summary.name == "2026-11-25T02-00-00Z-000001")
        #expect(try current() == "snapshots/\(summary.name)")
        #expect(
            try names(in: summary.path) == [
                "certificates.ndjson.gz", "delta.ndjson.gz", "index.html", "keys.json", "manifest.json",
                "manifest.sig", "publications.ndjson.gz", "revocations.ndjson.gz",
            ]
        )
        #expect(summary.manifest.counts.published == 2)
        #expect(summary.manifest.counts.withdrawn == 1)
        let lines = try gunzipped("\(summary.path)/publications.ndjson.gz")
        #expect(lines.count == 3)
        #expect(lines[0] == String(decoding: try Samples.document(1).canonical(), as: UTF8.self))
        #expect(try JSON(parsing: lines[1].utf8)["schema"] == .string(Schema.tombstone))
        #expect(try gunzipped("\(summary.path)/certificates.ndjson.gz").count == 3)
        #expect(try gunzipped("\(summary.path)/revocations.ndjson.gz").count == 1)
        let result = try verification()
        #expect(result.isValid, "\(result.checks)")
        #expect(
            result.checks.allSatisfy {
                $0.outcome == (["log", "crates"].contains($0.name) ? .skipped : .passed)
            }
        )
    }

    @Test func `an export of nothing is whole too`() throws {
        try export(run: 1, [])
        #expect(try verification().isValid)
    }

    @Test func `the same records give the same bytes`() throws {
        let records = try (1...50).map { $0 % 7 == 0 ? try samples.withdrawn($0) : try samples.published($0) }
        let one = try export(run: 1, records)
        let same = try export(run: 1, records, in: folder["same"])
        let later = try export(run: 2, records, in: folder["later"])
        for name in try names(in: one.path) {
            let bytes = try read("\(one.path)/\(name)")
            #expect(try bytes == read("\(same.path)/\(name)"), "\(name)")
            let differs = ["manifest.json", "manifest.sig", "index.html"].contains(name)
            #expect(try (bytes != read("\(later.path)/\(name)")) == differs, "\(name)")
        }
    }

    @Test func `the delta says what was added and withdrawn since`() throws {
        try export(run: 1, [samples.published(1), samples.published(3), samples.published(4)])
        let second = try export(
            run: 2,
            [samples.published(1), samples.published(2), samples.withdrawn(3), samples.published(4)]
        )
        let lines = try gunzipped("\(second.path)/delta.ndjson.gz").map { try JSON(parsing: $0.utf8) }
        #expect(lines.compactMap { $0["op"]?.string } == ["put", "withdraw"])
        let pids = [2, 3].map { Samples.pid($0).description }
        #expect(lines.compactMap { $0["pid"]?.string } == pids)
        #expect(lines[0]["record"] == (try Samples.document(2).json))
        #expect(second.manifest.previous?.name == "2026-11-25T02-00-00Z-000001")
        #expect(try verification()["delta"] == .passed)
        let third = try export(
            run: 3,
            [samples.published(1), samples.published(2), samples.withdrawn(3), samples.published(4)]
        )
        #expect(try gunzipped("\(third.path)/delta.ndjson.gz").isEmpty)
        #expect(try verification().isValid)
    }

    @Test func `a run that is killed while writing leaves the last export and nothing for good`() throws {
        try export(run: 1, [samples.published(1)])
        let before = try current()
        do {
            let killed = try writer(run: 2)
            try killed.append(samples.published(1))
            try killed.append(samples.published(2))
        }
        #expect(try names(in: directory) == [".lock", ".tmp-2", "current", "snapshots"])
        #expect(try current() == before)
        #expect(try verification().isValid)
        try export(run: 3, [samples.published(1), samples.published(2)])
        #expect(try names(in: directory) == [".lock", "current", "snapshots"])
        #expect(try verification().isValid)
    }

    @Test func `a run that is killed before the swap leaves the last export and nothing for good`() throws {
        try export(run: 1, [samples.published(1)])
        let before = try current()
        do {
            let killed = try writer(run: 2)
            try killed.append(samples.published(1))
            _ = try killed.seal()
        }
        #expect(try names(in: "\(directory)/snapshots").count == 1)
        #expect(try current() == before)
        #expect(try verification().isValid)
        let third = try export(run: 3, [samples.published(1), samples.published(2)])
        #expect(
            try names(in: "\(directory)/snapshots") == ["2026-11-25T02-00-00Z-000001", third.name]
        )
        #expect(third.manifest.previous?.name == "2026-11-25T02-00-00Z-000001")
        #expect(try verification().isValid)
    }

    @Test func `the same run can be made again after it failed`() throws {
        let lock = try ExportLock(directory: directory, at: Samples.start)
        do {
            let failed = try ExportWriter(lock: lock, run: 1, at: Samples.start, keys: samples.ring)
            try failed.append(samples.published(2))
            #expect(throws: ExportError.outOfOrder(Samples.pid(1))) {
                try failed.append(samples.published(1))
            }
            #expect(throws: ExportError.notWriting) { try failed.append(samples.published(3)) }
            #expect(throws: ExportError.notWriting) { try failed.seal() }
        }
        try lock.discard(run: 1)
        #expect(try names(in: directory) == [".lock", "snapshots"])
        let again = try ExportWriter(lock: lock, run: 1, at: Samples.start, keys: samples.ring)
        _ = try again.seal().makeCurrent()
        #expect(try verification().isValid)
    }

    @Test func `a second run at the same time learns who holds the lock`() throws {
        let first = try writer(run: 1)
        let error = #expect(throws: LockHeld.self) { try writer(run: 2) }
        #expect(error?.process == Int(ProcessInfo.processInfo.processIdentifier))
        #expect(error?.since == Samples.start.advanced(byDays: 1))
        try first.append(samples.published(1))
        _ = try first.seal().makeCurrent()
    }

    @Test func `records out of order, twice or vanished stop the run and change nothing`() throws {
        try export(run: 1, [samples.published(1), samples.published(3)])
        let before = try current()
        for (first, second) in [([1], 1), ([1, 3], 2)] {
            let writer = try writer(run: 2)
            for number in first { try writer.append(samples.published(number)) }
            #expect(throws: ExportError.outOfOrder(Samples.pid(second))) {
                try writer.append(samples.published(second))
            }
            #expect(throws: ExportError.notWriting) { try writer.seal() }
        }
        #expect(throws: ExportError.disappeared(Samples.pid(1))) {
            try export(run: 2, [samples.published(3)])
        }
        #expect(throws: ExportError.disappeared(Samples.pid(3))) {
            try export(run: 2, [samples.published(1)])
        }
        #expect(throws: ExportError.runNotNewer(run: 1, current: 1)) { try export(run: 1, []) }
        #expect(try current() == before)
        #expect(try verification().isValid)
    }

    @Test func `a record whose parts do not belong together is refused`() throws {
        guard case .published(let document, let certificate) = try samples.published(1).content,
            case .withdrawn(_, let revocation) = try samples.withdrawn(1).content
        else { return }
        let one = Samples.header(1)
        let two = Samples.header(2)
        let pretty = Array("{\n}".utf8)
        let wrong = [
            ExportRecord(header: two, content: .published(document: document, certificate: certificate)),
            ExportRecord(header: one, content: .published(document: pretty, certificate: certificate)),
            ExportRecord(header: one, content: .published(document: document, certificate: [])),
            ExportRecord(header: two, content: .withdrawn(certificate: certificate, revocation: revocation)),
            ExportRecord(header: two, content: .withdrawn(certificate: certificate, revocation: pretty)),
        ]
        for record in wrong {
            let writer = try writer(run: 1)
            let error = #expect(throws: ExportError.self) { try writer.append(record) }
            guard case .invalidRecord = error else {
                Issue.record("refused for another reason: \(String(describing: error))")
                continue
            }
        }
    }

    @Test func `only the newest snapshots are kept`() throws {
        for run in 1...5 { try export(run: run, [samples.published(1)], keep: 2) }
        #expect(
            try names(in: "\(directory)/snapshots")
                == ["2026-11-28T02-00-00Z-000004", "2026-11-29T02-00-00Z-000005"]
        )
        #expect(try verification().isValid)
        try export(run: 6, [samples.published(1)], keep: 1)
        let result = try verification()
        #expect(result.isValid)
        #expect(result["delta"] == .skipped)
    }

    @Test func `a damaged last export is told and can be left aside`() throws {
        let first = try export(run: 1, (1...40).map(samples.published))
        let path = "\(first.path)/publications.ndjson.gz"
        var bytes = try read(path)
        bytes[bytes.count / 2] ^= 1
        try write(bytes, to: path)
        let error = #expect(throws: ExportError.self) { try export(run: 2, (1...40).map(samples.published)) }
        guard case .previousDamaged = error else {
            Issue.record("refused for another reason: \(String(describing: error))")
            return
        }
        let anew = try export(run: 3, (1...40).map(samples.published), anew: true)
        #expect(anew.manifest.previous == nil)
        #expect(anew.manifest.counts.put == 40)
        #expect(try verification().isValid)
    }

    @Test func `a disk that refuses leaves the last export`() throws {
        try export(run: 1, [samples.published(1)])
        let before = try current()
        let writer = try writer(run: 2)
        try writer.append(samples.published(1))
        try FileManager.default.removeItem(atPath: "\(directory)/.tmp-2")
        let error = #expect(throws: FileError.self) { try writer.seal() }
        #expect(error?.code == ENOENT)
        #expect(try current() == before)
        #expect(try verification().isValid)
    }

    @Test func `a file in the place of a link or folder is told`() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
        try write([], to: "\(directory)/snapshots")
        #expect(throws: FileError.self) { try writer(run: 1) }
        try FileManager.default.removeItem(atPath: "\(directory)/snapshots")
        try write([], to: "\(directory)/current")
        #expect(throws: ExportError.unexpectedFile(path: "\(directory)/current")) { try writer(run: 1) }
    }

    @Test func `a clock that went back changes the names and nothing else`() throws {
        try export(run: 1, [samples.published(1)])
        let early = Samples.start.advanced(bySeconds: 1)
        let second = try samples.export(
            run: 2,
            [samples.published(1), samples.published(2)],
            in: directory,
            at: early
        )
        #expect(second.name < "2026-11-25")
        #expect(try current() == "snapshots/\(second.name)")
        #expect(try verification().isValid)
        // The older run goes first, not the older name.
        let third = try samples.export(
            run: 3,
            [samples.published(1), samples.published(2)],
            in: directory,
            keep: 2
        )
        #expect(try names(in: "\(directory)/snapshots") == [second.name, third.name])
        #expect(try verification().isValid)
    }
}
