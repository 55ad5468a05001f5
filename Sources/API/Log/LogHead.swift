// SPDX-License-Identifier: Apache-2.0
import OpenSSL
import Publication
import Store

/// The newest signed state of the log, with the key to check it.
struct LogHead: Sendable {
    let checkpoint: LogCheckpoint
    let origin: String
    let verifierKey: String

    init(_ checkpoint: LogCheckpoint, signedBy key: Ed25519.PublicKey) {
        self.checkpoint = checkpoint
        origin = SignedNote(checkpoint.note).flatMap { Checkpoint($0.text) }?.origin ?? ""
        verifierKey = SignedNote.verifierKey(origin, key)
    }

    static let shown = Representation<Self>("LogHead", "The newest signed state of the log.") {
        Member("origin", .string) { $0.origin }
        Member("size", .count) { $0.checkpoint.size }
        Member("root", .digest) { $0.checkpoint.root }
        Member("sealed_at", .time) { $0.checkpoint.sealedAt }
        Member("verifier_key", .string) { $0.verifierKey }
    }
}
