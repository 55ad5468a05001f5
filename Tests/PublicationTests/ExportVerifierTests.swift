// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import OpenSSL
import Publication
import Testing

struct ExportVerifierTests {
    private let folder: TemporaryFolder
    private let directory: String
    private let samples: Samples

    init() throws {
        folder = try TemporaryFolder()
        directory = folder["export"]
        samples = Samples(ring: try KeyRing.create(in: folder["keys"], at: Samples.start))
    }

    @discardableResult
    private func export(run: Int, _ records: [ExportRecord]) throws -> ExportSummary {
        try samples.export(run: run, records, in: directory)
    }

    /// A publication with parts that may not belong together.
    private func published(_ document: [UInt8], _ certificate: Signed<Certificate>) -> ExportRecord {
        ExportRecord(
            header: Samples.header(1),
            content: .published(document: document, certificate: certificate.bytes)
        )
    }

    private func verification(pin: Ed25519.PublicKey? = nil) throws -> Verification {
        try ExportVerifier(directory: directory, pin: pin).verify()
    }

    @Test func `a changed byte in any file is found`() throws {
        try export(run: 1, [samples.published(1), samples.published(2)])
        let summary = try export(run: 2, [samples.published(1), samples.withdrawn(2), samples.published(3)])
        for name in try names(in: summary.path) {
            let path = "\(summary.path)/\(name)"
            let bytes = try read(path)
            for position in Set([0, 4, bytes.count / 3, bytes.count / 2, bytes.count - 1]) {
                var changed = bytes
                changed[position] ^= 1
                try write(changed, to: path)
                #expect(try !verification().isValid, "byte \(position) of \(name)")
            }
            try write(bytes.dropLast(), to: path)
            #expect(try !verification().isValid, "\(name) cut short")
            try write(bytes, to: path)
        }
        #expect(try verification().isValid)
    }

    @Test func `a file too many, too few or behind a link is found and named`() throws {
        let summary = try export(run: 1, [samples.published(1)])
        try write([], to: "\(summary.path)/extra.txt")
        #expect(try verification().firstFailure?.detail == "extra.txt is not in the manifest")
        try FileManager.default.removeItem(atPath: "\(summary.path)/extra.txt")
        let page = "\(summary.path)/index.html"
        try FileManager.default.moveItem(atPath: page, toPath: folder["index.html"])
        #expect(try verification().firstFailure?.detail == "index.html is missing")
        try FileManager.default.createSymbolicLink(atPath: page, withDestinationPath: folder["index.html"])
        #expect(try verification().firstFailure?.detail == "index.html is not a regular file")
    }

    @Test func `a certificate of another document is found`() throws {
        let document = try Samples.document(1)
        let other = try samples.certificate(for: Samples.document(1, title: "Another title"))
        try export(
            run: 1,
            [published(document.canonical(), other)]
        )
        let result = try verification()
        #expect(result.firstFailure?.name == "certificates")
        #expect(result.firstFailure?.detail.contains(document.pid.description) == true)
    }

    @Test func `a certificate over other files is found`() throws {
        let document = try Samples.document(1)
        var content = try samples.certificate(for: document).content
        content.files = [Digest(hashing: "another file".utf8)]
        let certificate = try samples.ring.sign(content)
        try export(
            run: 1,
            [published(document.canonical(), certificate)]
        )
        #expect(try verification().firstFailure?.detail.contains("files") == true)
    }

    @Test func `the revocation of another certificate is found`() throws {
        let certificate = try samples.certificate(for: Samples.document(1))
        let other = try samples.certificate(
            for: Samples.document(1),
            at: Samples.start.advanced(bySeconds: 1)
        )
        try export(
            run: 1,
            [
                ExportRecord(
                    header: Samples.header(1, isWithdrawn: true),
                    content: .withdrawn(
                        certificate: certificate.bytes,
                        revocation: samples.revocation(of: other).bytes
                    )
                )
            ]
        )
        #expect(try verification().firstFailure?.name == "certificates")
    }

    @Test func `a line that is no canonical document is found`() throws {
        let document = try Samples.document(1)
        let spaced = Array(
            String(decoding: try document.canonical(), as: UTF8.self)
                .replacing("\"version\":1", with: "\"version\": 1").utf8
        )
        try export(
            run: 1,
            [published(spaced, samples.certificate(for: document))]
        )
        #expect(
            try verification().firstFailure?.detail
                == "line 1 of publications.ndjson.gz: not in canonical form"
        )
    }

    @Test func `a changed snapshot before is found by the delta`() throws {
        let first = try export(run: 1, [samples.published(1)])
        try export(run: 2, [samples.published(1), samples.published(2)])
        let path = "\(first.path)/publications.ndjson.gz"
        var bytes = try read(path)
        bytes[bytes.count - 1] ^= 1
        try write(bytes, to: path)
        #expect(try verification().firstFailure?.name == "delta")
    }

    @Test func `whose export it is depends on the key that the reader trusts`() throws {
        try export(run: 1, [samples.published(1)])
        #expect(try verification(pin: samples.ring.publicKey).isValid)
        let stranger = try Ed25519.PrivateKey.generate().publicKey
        #expect(try verification(pin: stranger).firstFailure?.name == "keys")
    }

    @Test func `an export made before and after a rotation verifies with the first key`() throws {
        try export(run: 1, [samples.published(1)])
        let rotated = Samples(
            ring: try KeyRing.rotate(in: folder["keys"], at: Samples.start.advanced(byDays: 2))
        )
        try rotated.export(run: 3, [samples.published(1)], in: directory)
        #expect(try verification(pin: samples.ring.publicKey).isValid)
    }

    @Test func `one snapshot can be verified by itself, and nothing is no export`() throws {
        let summary = try export(run: 1, [samples.published(1)])
        #expect(try ExportVerifier(directory: summary.path).verify().isValid)
        let result = try ExportVerifier(directory: folder.path).verify()
        #expect(!result.isValid)
        #expect(result.firstFailure?.name == "manifest")
    }
}
