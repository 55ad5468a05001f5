// SPDX-License-Identifier: Apache-2.0
import OpenSSL

/// What entity tags of ours are made of.
///
/// A tag of the form `<whole>.<own>` has behind its full stop what people made of the thing: a client that
/// comes with an older tag is told when nothing of that has changed.
enum EntityTag {
    /// A part made of bytes.
    static func part(_ bytes: [UInt8], length: Int = 15) -> String {
        Base64URL.encode(Array(SHA256.digest(of: bytes).prefix(length)))
    }

    /// A part made of texts without NUL, so that no two lists are written in the same way.
    static func part(_ texts: [String], length: Int = 15) -> String {
        part(Array(texts.joined(separator: "\0").utf8), length: length)
    }
}
