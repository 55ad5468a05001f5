// SPDX-License-Identifier: Apache-2.0
import Tables

/// A shape of numbers: `#` a digit, `@` a letter, `?` either, and all else as it stands, in either case.
struct OwnShape: Sendable, Hashable {
    enum Place: Hashable {
        case digit
        case letter
        case either
        case byte(UInt8)

        func accepts(_ byte: UInt8) -> Bool {
            switch self {
            case .digit: Byte.isDigit(byte)
            case .letter: Byte.isLetter(byte)
            case .either: Byte.isAlphanumeric(byte)
            case .byte(let own): Byte.lowercased(byte) == own
            }
        }
    }

    static let lengths = 4...64

    let places: [Place]

    /// `nil` when it is shorter than four bytes, longer than sixty-four, or has nothing that stands for a
    /// digit or a letter.
    init?(_ text: String) {
        places = text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "#"): .digit
            case Byte.at: .letter
            case UInt8(ascii: "?"): .either
            default: .byte(Byte.lowercased(byte))
            }
        }
        let isOpen = places.contains { if case .byte = $0 { false } else { true } }
        guard Self.lengths.contains(places.count), isOpen else { return nil }
    }

    /// The index behind the shape at `index`, when nothing goes on there.
    func end(in bytes: Bytes, from index: Int) -> Int? {
        let end = index + places.count
        guard end <= bytes.count else { return nil }
        for (offset, place) in places.enumerated() where !place.accepts(bytes[index + offset]) { return nil }
        return end == bytes.count || WordTree.isEdge(bytes, at: end) ? end : nil
    }
}
