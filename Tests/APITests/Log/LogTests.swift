// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import OpenSSL
import Postgres
import Publication
import TestSupport
import Testing

/// The transparency log over HTTP: what happened to a finding is in it, provably,
/// and tells strangers nothing.
@Suite struct LogTests {
    @Test func `a publication's whole way is in the log, and every proof holds`() async throws {
        try await TestApp.run { app in
            let (fixture, publication) = try await app.published(["title": "Canary of the abstract"])
            let head = try await app.sealedLog()
            let size = head.json["size"]?.integer ?? 0
            let list = try await app.client.get("/v1/log/entries?limit=100").expecting(200)
            let entries = list.json["items"]?.array ?? []
            #expect(Int64(entries.count) == size)
            let kinds = try entries.map { entry in
                try JSON(parsing: Array((entry["entry"]?.string ?? "").utf8), limits: .standard)["kind"]?
                    .string
            }
            for kind in ["submission", "accept", "pass", "certificate", "publish"] {
                #expect(kinds.contains(kind), "\(kind) in \(kinds)")
            }
            for secret in ["Canary", fixture.finding, publication] {
                #expect(!list.text.contains(secret), "\(secret)")
            }

            // The tree from the tiles alone, checked against the signed checkpoint with
            // the key that is published.
            let note = try #require(
                SignedNote(try await app.client.get("/v1/log/checkpoint").expecting(200).text)
            )
            let checkpoint = try #require(Checkpoint(note.text))
            let keys = try Signed<KeyList>(parsing: try await app.client.get("/v1/keys").body)
            let key = try Ed25519.PublicKey(rawBytes: keys.content.current.publicKey)
            #expect(note.isSigned(as: checkpoint.origin, by: key))
            let rest = "tile/0/000" + (size < 256 ? ".p/\(size)" : "")
            let hashes = try await app.client.get("/v1/log/\(rest)").expecting(200)
            var builder = TileBuilder()
            for start in stride(from: 0, to: hashes.body.count, by: 32) {
                _ = builder.append(Array(hashes.body[start..<start + 32]))
            }
            #expect(builder.root == checkpoint.root)
            let bundle = try await app.client.get("/v1/log/" + rest.replacing("tile/0", with: "tile/entries"))
            #expect(bundle.body == LogEntry.bundle(entries.map { Array(($0["entry"]?.string ?? "").utf8) }))

            for (index, entry) in entries.enumerated() {
                let leaf = try #require(Digest(entry["leaf_hash"]?.string ?? ""))
                #expect(leaf.bytes == TreeHash.leaf(Array((entry["entry"]?.string ?? "").utf8)))
                let proof = try await app.client.get("/v1/log/inclusion?index=\(index)&size=\(size)")
                    .expecting(200)
                let path = proof.json["path"]?.array?.compactMap { Digest($0.string ?? "")?.bytes } ?? []
                #expect(
                    MerkleProof.includes(
                        leaf.bytes,
                        at: Int64(index),
                        in: checkpoint.root,
                        size: size,
                        path: path
                    )
                )
                #expect(try await app.client.get("/v1/log/leaves/\(leaf)").json == entry)
            }
            for old in 1...size {
                let proof = try await app.client.get("/v1/log/consistency?from=\(old)&to=\(size)").expecting(
                    200
                )
                let path = proof.json["path"]?.array?.compactMap { Digest($0.string ?? "")?.bytes } ?? []
                let oldRoot = Digest(proof.json["from_root"]?.string ?? "")?.bytes ?? []
                #expect(
                    MerkleProof.extends(oldRoot, oldSize: old, to: checkpoint.root, size: size, path: path)
                )
            }

            // The certificate that a reader holds is the one that was logged.
            let certificate = try await app.client.get("/v1/publications/\(publication)/certificate")
                .expecting(200)
            #expect(list.text.contains("\(Digest(hashing: certificate.body))"))
        }
    }

    @Test func `an author's receipts open the entries, and nobody else has them`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.sealedLog()
            let path = "/v1/findings/\(fixture.finding)/versions/1/receipts"
            let receipts = try await app.client.get(path, token: fixture.author).expecting(200)
            let first = try #require(receipts.json["items"]?.array?.first)
            let (entry, opening) = (first["entry"]?.string ?? "", first["opening"]?.string ?? "")
            #expect(LogEntry.commits(Array(entry.utf8), to: Array(opening.utf8)))
            #expect(!LogEntry.commits(Array(entry.utf8), to: Array((opening + " ").utf8)))
            let opened = try JSON(parsing: Array(opening.utf8), limits: .standard)
            #expect(opened["kind"] == "submission")
            #expect(opened["subject"]?.string == "\(fixture.finding)/1")
            // Who acted is a commitment of its own.
            #expect(opened["actor"]?.string?.hasPrefix("sha256:") == true)
            let index = try #require(first["index"]?.integer)
            let proof = try await app.client.get("/v1/log/inclusion?index=\(index)").expecting(200)
            #expect(proof.json["leaf_hash"] == first["leaf_hash"])

            let stranger = try await app.person("Sten").token
            let unknown = try await app.client.get(
                "/v1/findings/fi-000000000000/versions/1/receipts",
                token: stranger
            )
            #expect(try await app.client.get(path, token: stranger).isHidden(like: unknown))
            #expect(try await app.client.get(path).status == 401)
        }
    }

    @Test func `what is not in the log is refused`() async throws {
        try await TestApp.run { app in
            _ = try await app.submittedFinding()
            let size = try await app.sealedLog().json["size"]?.integer ?? 0
            for (question, status) in [
                ("inclusion", 400), ("inclusion?index=x", 400), ("inclusion?index=-1", 400),
                ("inclusion?index=01", 400),
                ("inclusion?index=0&leaf_hash=sha256:00", 400), ("inclusion?index=\(size)", 404),
                ("leaves/x", 404),
                ("inclusion?index=0&size=0", 400), ("inclusion?index=0&size=\(size + 1)", 404),
                ("inclusion?size=1", 400),
                ("leaves/\(Digest(hashing: []))", 404), ("inclusion?index=0&root=1", 400),
                ("consistency", 400), ("consistency?from=0", 400), ("consistency?from=2&to=1", 404),
                ("consistency?from=1&to=\(size + 1)", 404), ("tile/0/000", 404),
                ("tile/0/000.p/\(size + 1)", 404),
                ("tile/0/000.p/0", 404), ("tile/9/000", 404), ("tile/1/000.p/1", 404),
                ("tile/0/x000/000", 404),
                ("tile/entries/001.p/1", 404), ("entries?cursor=x", 400), ("head?x=1", 400),
                ("tile/0/000.p/1?x=1", 400),
            ] {
                #expect(try await app.client.get("/v1/log/\(question)").status == status, "\(question)")
            }
        }
    }
}
