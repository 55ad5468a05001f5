// SPDX-License-Identifier: Apache-2.0
import OpenSSL
import Publication
import Testing

/// Checkpoints and the notes that carry their signatures.
@Suite struct CheckpointTests {
    private static func sample() throws -> (Checkpoint, Ed25519.PrivateKey, SignedNote) {
        let key = try Ed25519.PrivateKey(seed: [UInt8](repeating: 7, count: 32))
        let checkpoint = Checkpoint(origin: "log.example/tea", size: 3, root: TreeHash.leaf([1]))
        return (checkpoint, key, try checkpoint.note(signedWith: key))
    }

    @Test func `a checkpoint is read as it was signed`() throws {
        let (checkpoint, key, note) = try Self.sample()
        let read = try #require(SignedNote(note.description))
        #expect(read == note)
        #expect(Checkpoint(read.text) == checkpoint)
        #expect(read.isSigned(as: checkpoint.origin, by: key.publicKey))
        #expect(!read.isSigned(as: "log.example/other", by: key.publicKey))
        #expect(!read.isSigned(as: checkpoint.origin, by: try Ed25519.PrivateKey.generate().publicKey))
    }

    @Test func `a changed byte anywhere is no signed checkpoint`() throws {
        let (checkpoint, key, note) = try Self.sample()
        let bytes = Array(note.description.utf8)
        for index in bytes.indices {
            for bit in [UInt8(1), 0x20] {
                var changed = bytes
                changed[index] ^= bit
                guard let text = String(validating: changed, as: UTF8.self), let read = SignedNote(text)
                else { continue }
                let isWhole =
                    read.isSigned(as: checkpoint.origin, by: key.publicKey)
                    && Checkpoint(read.text) == checkpoint
                // Base64 may spell the same bytes in two ways at its end; those are the same signature.
                #expect(!isWhole || read == note, "byte \(index)")
            }
        }
    }

    @Test(arguments: [
        "", "a", "a\n", "a\n1\n", "\n1\nAAAA\n", "a\n-1\nAAAA\n", "a\n01\nAAAA\n", "a\n1\nAAAA\n",
        "a\n1\n???\n",
    ])
    func `what is no checkpoint is refused`(text: String) {
        #expect(Checkpoint(text) == nil)
    }

    @Test func `what is no note is refused`() {
        for text in ["", "a", "a\n\n", "a\n\n- x AAAA\n", "a\n\n\u{2014} x\n", "a\n\n\u{2014}  AAAAAAAA\n"] {
            #expect(SignedNote(text) == nil, "\(text)")
        }
    }
}
