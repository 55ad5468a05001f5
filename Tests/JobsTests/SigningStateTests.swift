// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Jobs
import Postgres
import Publication
import Server
import Store
import TestSupport
import Testing
import Workflow

/// What is signed only where keys, the newest checkpoint beside them and the database belong together.
@Suite struct SigningStateTests {
    private static func high(_ app: TestApp) throws -> SignedCheckpoint? {
        try HighCheckpoint(in: app.state.keys).read()
    }

    private static func raise(_ app: TestApp, to checkpoint: Checkpoint) throws {
        let high = HighCheckpoint(in: app.state.keys)
        try high.replace(with: try KeyRing(opening: app.state.keys).sign(checkpoint))
    }

    /// Seals, beside the server's own sealer, until the checkpoint beside the keys is as expected.
    private static func seal(_ app: TestApp, until isDone: (SignedCheckpoint?) -> Bool) async throws {
        try await app.seal { sealer in
            for _ in 1...1000 where try !isDone(high(app)) {
                try await sealer.seal()
            }
        }
        #expect(isDone(try high(app)))
    }

    /// Why nothing is sealed, although something waits.
    private static func refusal(_ app: TestApp) async throws -> String {
        try await entry(app)
        var refusal = ""
        try await app.seal { sealer in
            // The server's own sealer may be at it.
            for _ in 1...1000 where refusal == "" {
                do { _ = try await sealer.seal() } catch let error as SigningRefused { refusal = "\(error)" }
            }
        }
        return refusal
    }

    private static func entry(_ app: TestApp) async throws {
        try await app.asSuperuser { db in try db.execute("SELECT log_entry('{}')") }
    }

    @Test func `what was signed last stands beside the keys, also after a crash before it was written`()
        async throws
    {
        try await TestApp.run { app in
            try await Self.entry(app)
            let head = try await app.sealedLog().json
            try await Self.seal(app) { $0?.checkpoint.size == head["size"]?.integer }
            let written = try #require(try Self.high(app))
            let note = try await app.client.get("/v1/log/checkpoint").text
            #expect(written.note.description == note)
            try FileManager.default.removeItem(atPath: HighCheckpoint(in: app.state.keys).path)
            try await Self.seal(app) { $0 == written }
        }
    }

    @Test func `nothing smaller is signed, and no other root of a size, until the log is opened anew`()
        async throws
    {
        try await TestApp.run(own: true) { app in
            for _ in 1...3 { try await Self.entry(app) }
            _ = try await app.sealedLog()
            let before = try await app.client.get("/v1/log/checkpoint").text
            let known = try #require(SignedCheckpoint(before)).checkpoint
            let zeros = [UInt8](repeating: 0, count: 32)
            func refused(_ high: Checkpoint) async throws -> String {
                try Self.raise(app, to: high)
                let refusal = try await Self.refusal(app)
                #expect(try await app.client.get("/v1/log/checkpoint").text == before)
                return refusal
            }
            let size = known.size
            let forked = try await refused(Checkpoint(origin: known.origin, size: size - 1, root: zeros))
            #expect(forked.contains("are not those that were signed"))
            let strange = try await refused(Checkpoint(origin: "other.example/log", size: 1, root: zeros))
            #expect(strange.contains("other.example/log"))
            let larger = Checkpoint(origin: known.origin, size: size + 15, root: zeros)
            let behind = try await refused(larger)
            #expect(behind.contains("\(size + 15) entries"))
            #expect(behind.contains("admin log resume --newest \(app.state.keys)/checkpoint.high"))

            let state = app.state
            func resume(_ newest: SignedCheckpoint) async throws -> LogGap {
                try await app.asRole("teahouse_platform") { db in
                    try db.resumeLog(after: newest, signedIn: state.keys)
                }
            }
            let ring = try KeyRing(opening: state.keys)
            for newest in [
                try #require(SignedCheckpoint(before)),
                try ring.sign(Checkpoint(origin: known.origin, size: size + 14, root: zeros)),
                try ring.sign(Checkpoint(origin: "other.example/log", size: size + 15, root: zeros)),
            ] {
                await #expect(throws: ResumptionRefused.self) { try await resume(newest) }
            }
            let gap = try await resume(try ring.sign(larger))
            #expect(gap.origin == known.origin + "/2" && gap.size == size)
            let head = try await app.sealedLog().json
            #expect(head["origin"]?.string == gap.origin)
            let first = try await app.asSuperuser { db -> String? in
                try db.scalar("SELECT body FROM published.log_entries WHERE index = \(size)")
            }
            let entry = try #require(LogEntry.resumption(Array((first ?? "").utf8)))
            #expect(entry.previous == larger && entry.origin == gap.origin)
            try await Self.seal(app) { $0?.checkpoint.origin == gap.origin }

            // Another server, which had seen less of the old log, goes on; one that had seen more does not.
            try Self.raise(app, to: Checkpoint(origin: known.origin, size: size + 7, root: zeros))
            try await Self.seal(app) { $0?.checkpoint.origin == gap.origin }
            let more = Checkpoint(origin: known.origin, size: size + 16, root: zeros)
            try Self.raise(app, to: more)
            #expect(try await Self.refusal(app).contains("more than were known"))
            #expect(try await resume(try ring.sign(more)).origin == known.origin + "/3")
            #expect(try await app.sealedLog().json["origin"]?.string == known.origin + "/3")
            // Put back to before all of that, the log knows only its first name.
            try Self.raise(app, to: Checkpoint(origin: known.origin + "/5", size: 1, root: zeros))
            #expect(try await resume(try #require(try Self.high(app))).origin == known.origin + "/6")
            _ = try await app.sealedLog()
        }
    }

    @Test func `a database and keys that do not belong together sign nothing`() async throws {
        try await TestApp.run { app in
            _ = try await app.published()
            _ = try await app.sealedLog()
            let (keys, other) = (app.state.keys, app.state.path + "/other")
            /// What it says after `change`, which is rolled back.
            func begin(_ folder: String, after change: String = "") async throws -> String {
                try await app.asSuperuser { db in
                    try db.script("BEGIN; SET LOCAL session_replication_role = replica; \(change)")
                    let said: String
                    do {
                        let ring = try SigningState(db, keysDirectory: folder).begin()
                        said = try SignerStore(db).current() == ring.keyID.description ? "taken over" : ""
                    } catch let error as SigningRefused {
                        said = "\(error)"
                    }
                    try db.script("ROLLBACK")
                    return said
                }
            }
            let (unknown, unlogged) = ("DELETE FROM signers;", "DELETE FROM log_checkpoints;")
            for change in ["", unknown, unknown + unlogged] {
                #expect(try await begin(other, after: change).contains("has no signing keys"))
            }
            let ring = try KeyRing.create(in: other, at: Instant(rawValue: 1_700_000_000_000_000))
            #expect(try await begin(other).contains("has the key \(ring.keyID)"))
            #expect(try await begin(other, after: unknown).contains("has signed this database's log"))
            #expect(try await begin(other, after: unknown + unlogged).contains("newest certificate"))
            for change in ["", unknown] { #expect(try await begin(keys, after: change) == "taken over") }
        }
    }
}
