// SPDX-License-Identifier: Apache-2.0
import OpenSSL

/// A checkpoint as it was signed and served.
package struct SignedCheckpoint: Hashable, Sendable {
    package let note: SignedNote
    package let checkpoint: Checkpoint

    /// Signs a state of a log.
    init(_ checkpoint: Checkpoint, signingWith key: Ed25519.PrivateKey) throws {
        self.checkpoint = checkpoint
        note = try checkpoint.note(signedWith: key)
    }

    /// Reads a signed note; `nil` for a text that is not one, or not of a log.
    package init?(_ text: String) {
        guard let note = SignedNote(text), let checkpoint = Checkpoint(note.text) else { return nil }
        self.note = note
        self.checkpoint = checkpoint
    }

    /// Whether one of these keys signed it in the log's name.
    package func isSigned(by keys: [Ed25519.PublicKey]) -> Bool {
        keys.contains { note.isSigned(as: checkpoint.origin, by: $0) }
    }
}
