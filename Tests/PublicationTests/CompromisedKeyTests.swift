// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import OpenSSL
import Publication
import Testing

/// What stays valid of a signing key that others have had.
struct CompromisedKeyTests {
    private let folder: TemporaryFolder
    private let old: Samples
    private let now: Samples
    /// Since when others have had the old key.
    private static let stolen = Samples.start.advanced(byDays: 5)

    init() throws {
        folder = try TemporaryFolder()
        old = Samples(ring: try KeyRing.create(in: folder["keys"], at: Samples.start))
        now = Samples(
            ring: try KeyRing.rotate(
                in: folder["keys"],
                at: Samples.start.advanced(byDays: 9),
                compromisedAt: Self.stolen
            )
        )
    }

    private static func entry(_ bytes: [UInt8], at instant: Instant) -> [UInt8] {
        Array(
            #"{"at":"\#(instant)","digest":"\#(Digest(hashing: bytes))","kind":"certificate","schema":"x"}"#
                .utf8
        )
    }

    /// An export whose log has these entries, and that the new key signed.
    @discardableResult
    private func export(run: Int, _ records: [ExportRecord], log entries: [[UInt8]]) throws -> ExportSummary {
        let writer = try now.writer(run: run, in: folder["export"], at: Samples.start.advanced(byDays: 10))
        for record in records { try writer.append(record) }
        var builder = TileBuilder()
        for entry in entries {
            _ = builder.append(TreeHash.leaf(entry))
            try writer.append(logEntry: entry)
        }
        let checkpoint = Checkpoint(
            origin: "teahouse.example/log",
            size: builder.size,
            root: builder.root
        )
        try writer.endLog(checkpoint: now.ring.sign(checkpoint).note.description)
        return try writer.seal().makeCurrent()
    }

    @Test func `the list says so under its second number, and what was listed before keeps its bytes`() throws
    {
        let list = now.ring.list
        #expect(list.content.keys.map(\.compromisedAt) == [Self.stolen, nil])
        #expect(list.content.keys[0].retiredAt == Samples.start.advanced(byDays: 9))
        #expect(String(decoding: list.bytes, as: UTF8.self).contains("key-list/2"))
        #expect(String(decoding: old.ring.list.bytes, as: UTF8.self).contains("key-list/1"))
        // An earlier time takes the place of a later one, and no other.
        let earlier = Self.stolen.advanced(byDays: -1)
        let marked = try KeyRing.markCompromised(old.ring.keyID, at: earlier, in: folder["keys"])
        #expect(marked.list.content.keys[0].compromisedAt == earlier)
        let later = try KeyRing.markCompromised(old.ring.keyID, at: Self.stolen, in: folder["keys"])
        #expect(later.list == marked.list)
        #expect(throws: KeyRingError.notRetired(now.ring.keyID)) {
            try KeyRing.markCompromised(now.ring.keyID, at: Self.stolen, in: folder["keys"])
        }
        #expect(throws: KeyRingError.tooEarly(validFrom: Samples.start)) {
            try KeyRing.markCompromised(
                old.ring.keyID,
                at: Samples.start.advanced(bySeconds: -1),
                in: folder["keys"]
            )
        }
    }

    @Test func `a certificate holds where the log had it before, whatever date it bears`() throws {
        let certificate = try old.certificate(for: Samples.document(1)).bytes
        let forged = try old.certificate(for: Samples.document(2)).bytes
        let keys = try TrustedKeys(file: now.ring.list.bytes)
        let alone = verifyCertificate(file: certificate, keys: keys)
        #expect(alone["signature"] == .failed)
        #expect(alone.firstFailure?.detail.contains("in others' hands from \(Self.stolen)") == true)

        try export(
            run: 1,
            [],
            log: [
                Self.entry(certificate, at: Self.stolen.advanced(bySeconds: -1)),
                Self.entry(forged, at: Self.stolen),
            ]
        )
        let log = try ExportedLog(directory: folder["export"], keys: keys)
        #expect(verifyCertificate(file: certificate, keys: keys, log: log).isValid)
        let late = verifyCertificate(file: forged, keys: keys, log: log)
        #expect(late.firstFailure?.detail.contains("only since \(Self.stolen)") == true, "\(late.checks)")
        let stranger = try old.certificate(for: Samples.document(3)).bytes
        #expect(verifyCertificate(file: stranger, keys: keys, log: log)["log"] == .failed)
        // The thief signs a log as well.
        let path = folder["export"] + "/current/log/checkpoint"
        let note = try #require(SignedCheckpoint(String(decoding: try read(path), as: UTF8.self)))
        try FileManager.default.removeItem(atPath: path)
        try write(Array(old.ring.sign(note.checkpoint).note.description.utf8), to: path)
        #expect(verifyCertificate(file: certificate, keys: keys, log: log)["log"] == .failed)
    }

    @Test func `an export is valid with what its log had before, and not with more`() throws {
        let record = try old.published(1)
        guard case .published(_, let certificate) = record.content else { return }
        let inTime = Self.entry(certificate, at: Self.stolen.advanced(bySeconds: -1))
        try export(run: 1, [record], log: [inTime])
        let valid = try ExportVerifier(directory: folder["export"]).verify()
        #expect(valid.isValid, "\(valid.checks)")
        try export(run: 2, [record], log: [Self.entry(certificate, at: Self.stolen)])
        let late = try ExportVerifier(directory: folder["export"]).verify()
        #expect(late["certificates"] == .failed)
        // One of before that is made current again cannot be told from the thief's.
        let before = folder["before"]
        try old.export(run: 1, [record], in: before)
        try FileManager.default.removeItem(atPath: before + "/current/keys.json")
        try write(now.ring.list.bytes, to: before + "/current/keys.json")
        #expect(try ExportVerifier(directory: before).verify()["signature"] == .failed)
    }
}
