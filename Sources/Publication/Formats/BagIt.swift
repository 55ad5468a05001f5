// SPDX-License-Identifier: Apache-2.0
import Domain
import OpenSSL

/// The tag files of a bag, BagIt 1.0 (RFC 8493), whose payload is in `data/`.
enum BagIt {
    /// A file of the payload, with its path below the bag.
    struct Payload {
        let path: String
        let size: Int
        let sha256: [UInt8]
        let sha512: [UInt8]
    }

    /// The tag files by name, those over the other tag files last.
    ///
    /// - Parameter info: the elements of `bag-info.txt` beside the payload's size.
    static func tagFiles(_ payload: [Payload], info: KeyValuePairs<String, String>) -> [(
        name: String, bytes: [UInt8]
    )] {
        let size = payload.reduce(0) { $0 + $1.size }
        let elements = info.map { "\($0): \(oneLine($1))" } + ["Payload-Oxum: \(size).\(payload.count)"]
        let tags: [(name: String, bytes: [UInt8])] = [
            ("bag-info.txt", lines(elements)),
            ("bagit.txt", lines(["BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8"])),
            ("manifest-sha256.txt", lines(payload.map { entry($0.sha256, $0.path) })),
            ("manifest-sha512.txt", lines(payload.map { entry($0.sha512, $0.path) })),
        ]
        return tags + [
            ("tagmanifest-sha256.txt", lines(tags.map { entry(hash($0.bytes, SHA256()), $0.name) })),
            ("tagmanifest-sha512.txt", lines(tags.map { entry(hash($0.bytes, SHA512()), $0.name) })),
        ]
    }

    private static func entry(_ digest: [UInt8], _ path: String) -> String {
        // Section 2.1.3 of the standard: what would end the line, and the sign that says so.
        let escaped = path.map { character in
            switch character {
            case "%": "%25"
            case "\n": "%0A"
            case "\r": "%0D"
            case "\r\n": "%0D%0A"
            default: String(character)
            }
        }
        return "\(digest.hexadecimal)  \(escaped.joined())"
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func lines(_ lines: [String]) -> [UInt8] { Array(lines.map { "\($0)\n" }.joined().utf8) }

    private static func hash(_ bytes: [UInt8], _ function: MessageDigest) -> [UInt8] {
        function.update(bytes)
        return function.finish()
    }
}
