// SPDX-License-Identifier: Apache-2.0
import Tables

/// What people see as one sign each, which costs little where all are ASCII.
enum Signs {
    private static let ascii = (0..<128).map { Character(Unicode.Scalar($0)) }
    private static let small = ascii.map { $0.isASCII ? Character($0.lowercased()) : $0 }

    static func of(_ text: Bytes) -> [Character] {
        guard text.allSatisfy({ $0 < 128 }) else { return Array(String(decoding: text, as: UTF8.self)) }
        return text.map { ascii[Int($0)] }
    }

    /// The same in small letters.
    static func small(of text: Bytes) -> [Character] {
        guard text.allSatisfy({ $0 < 128 }) else {
            return Array(String(decoding: text, as: UTF8.self).lowercased())
        }
        return text.map { small[Int($0)] }
    }
}
