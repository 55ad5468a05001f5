// SPDX-License-Identifier: Apache-2.0
import Foundation
import OpenSSL

/// A log's size and root at some time, in the form of C2SP tlog-checkpoint.
package struct Checkpoint: Hashable, Sendable {
    /// The log's name, which is also its key's.
    package let origin: String
    package let size: Int64
    package let root: [UInt8]

    package init(origin: String, size: Int64, root: [UInt8]) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// What is signed.
    package var text: String { "\(origin)\n\(size)\n\(Data(root).base64EncodedString())\n" }

    /// Reads the text of a note; `nil` if it is no checkpoint, or not spelled as one.
    package init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.last == "", !lines[0].isEmpty, let size = Int64(lines[1]), size >= 0,
            String(size) == lines[1], let root = Data(base64Encoded: String(lines[2])),
            root.count == TreeHash.byteCount
        else { return nil }
        self.init(origin: String(lines[0]), size: size, root: Array(root))
    }

    /// A signed checkpoint, as it is served.
    package func note(signedWith key: Ed25519.PrivateKey) throws -> SignedNote {
        try SignedNote(text, signingAs: origin, with: key)
    }
}
