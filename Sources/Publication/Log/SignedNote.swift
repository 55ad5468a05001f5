// SPDX-License-Identifier: Apache-2.0
import Foundation
import OpenSSL

/// A text with Ed25519 signatures behind it (C2SP signed-note).
package struct SignedNote: Hashable, Sendable {
    package struct Signature: Hashable, Sendable {
        package let name: String
        /// The four bytes of the key's hash, then the signature's.
        package let bytes: [UInt8]
    }

    /// Ends in a newline.
    package let text: String
    package let signatures: [Signature]

    /// Signs a text, which ends in a newline, in the name of the log.
    package init(_ text: String, signingAs name: String, with key: Ed25519.PrivateKey) throws {
        self.text = text
        signatures = [
            Signature(
                name: name,
                bytes: Self.keyHash(name, key.publicKey) + (try key.signature(for: Array(text.utf8)))
            )
        ]
    }

    /// Reads a note; `nil` for bytes that are no note.
    package init?(_ note: String) {
        guard note.utf8.count <= 65_536, note.hasSuffix("\n"),
            let gap = note.range(of: "\n\n", options: .backwards)
        else { return nil }
        text = String(note[..<gap.lowerBound]) + "\n"
        var signatures: [Signature] = []
        for line in note[gap.upperBound...].dropLast().split(
            separator: "\n",
            omittingEmptySubsequences: false
        ) {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "\u{2014}", !parts[1].isEmpty,
                let bytes = Data(base64Encoded: String(parts[2])), bytes.count > 4
            else { return nil }
            signatures.append(Signature(name: String(parts[1]), bytes: Array(bytes)))
        }
        guard !signatures.isEmpty else { return nil }
        self.signatures = signatures
    }

    /// Whether one of the signatures is this key's, made in that name.
    package func isSigned(as name: String, by key: Ed25519.PublicKey) -> Bool {
        let hash = Self.keyHash(name, key)
        return signatures.contains { signature in
            signature.name == name && Array(signature.bytes.prefix(4)) == hash
                && key.isValid(Array(signature.bytes.dropFirst(4)), for: Array(text.utf8))
        }
    }

    /// The key as verifiers of notes write it: `name+hash+key`.
    package static func verifierKey(_ name: String, _ key: Ed25519.PublicKey) -> String {
        let hash = keyHash(name, key).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        return "\(name)+\(hash.joined())+\(Data([1] + key.rawBytes).base64EncodedString())"
    }

    private static func keyHash(_ name: String, _ key: Ed25519.PublicKey) -> [UInt8] {
        Array(SHA256.digest(of: Array(name.utf8) + [10, 1] + key.rawBytes).prefix(4))
    }
}

extension SignedNote: CustomStringConvertible {
    package var description: String {
        text + "\n"
            + signatures.map { "\u{2014} \($0.name) \(Data($0.bytes).base64EncodedString())\n" }.joined()
    }
}
