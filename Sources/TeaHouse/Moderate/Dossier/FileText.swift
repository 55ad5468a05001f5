// SPDX-License-Identifier: Apache-2.0

/// What a terminal can show of a file's bytes.
enum FileText {
    /// Whether a person can read them: hardly any control characters, whatever the file calls itself, and
    /// although a byte here and there is none of a text.
    static func isReadable(_ bytes: [UInt8]) -> Bool {
        let controls = bytes.count { $0 < 32 && !(9...13).contains($0) || $0 == 127 }
        return controls * 10 <= bytes.count
    }

    /// The text for a terminal, without what could move its cursor.
    static func shown(_ bytes: [UInt8]) -> String {
        let text = unified(bytes)
        return String(decoding: text.last == UInt8(ascii: "\n") ? text.dropLast() : text[...], as: UTF8.self)
            .harmless
    }

    /// The text with one sort of line ends, where it had another.
    static func unified(_ bytes: [UInt8]) -> [UInt8] {
        bytes.indices.compactMap { index in
            let isReturn = bytes[index] == UInt8(ascii: "\r")
            return isReturn && bytes.dropFirst(index + 1).first == UInt8(ascii: "\n") ? nil : bytes[index]
        }
    }

    /// A size in bytes as people say it.
    static func size(_ bytes: Int64) -> String {
        switch bytes {
        case 1: "1 byte"
        case ..<10_240: "\(bytes) bytes"
        case ..<10_485_760: "\(bytes >> 10) KiB"
        default: "\(bytes >> 20) MiB"
        }
    }
}
