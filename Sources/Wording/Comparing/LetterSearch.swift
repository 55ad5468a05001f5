// SPDX-License-Identifier: Apache-2.0

/// Looks for passages by their letters and digits alone, forwards and backwards: in words that were broken
/// apart, written one letter a line, run together or turned round.
///
/// Words are ``PassageSearch``'s; this finds what is no words any more.
package struct LetterSearch: Sendable {
    /// Fewer letters stand in too many texts, across the ends of words.
    package static let fewest = 20
    /// Bytes of a text that are held at once.
    private static let piece = 4 << 20

    /// The letters of each passage; `nil` for one that has too few.
    private let passages: [[UInt8]?]
    private let reach: Int

    /// Looks for these passages.
    package init(_ passages: [[UInt8]]) {
        var reach = 0
        self.passages = passages.map { passage in
            var letters = Letters()
            passage.withUnsafeBufferPointer { letters.read($0) }
            guard letters.bytes.count >= Self.fewest else { return nil }
            reach = max(reach, passage.count)
            return letters.bytes
        }
        // What is written one letter a line, or as its codes, takes more room.
        self.reach = min(reach * 8, Self.piece / 2)
    }

    /// Where passages stand in a text, by their place among those that are looked for, each once.
    package func hits(in text: UnsafeRawBufferPointer) -> [(passage: Int, bytes: Range<Int>)] {
        guard passages.contains(where: { $0 != nil }) else { return [] }
        let text = text.bindMemory(to: UInt8.self)
        var found: [Int: Range<Int>] = [:]
        var start = 0
        while start < text.count {
            let end = min(text.count, start + Self.piece)
            var letters = Letters()
            letters.read(UnsafeBufferPointer(rebasing: text[start..<end]))
            let backwards = Array(letters.bytes.reversed())
            for (place, passage) in passages.enumerated() where found[place] == nil {
                guard let passage else { continue }
                let count = passage.count
                if let first = Self.place(of: passage, in: letters.bytes) {
                    found[place] = letters.range(first, count, from: start)
                } else if let last = Self.place(of: passage, in: backwards) {
                    found[place] = letters.range(letters.bytes.count - last - count, count, from: start)
                }
            }
            guard end < text.count else { break }
            start = end - reach
        }
        return found.sorted { $0.key < $1.key }.map { (passage: $0.key, bytes: $0.value) }
    }

    /// Where `needle` begins, found as Horspool does, from its end; `nil` when it is nowhere.
    private static func place(of needle: [UInt8], in text: [UInt8]) -> Int? {
        guard text.count >= needle.count else { return nil }
        var skips = [Int](repeating: needle.count, count: 256)
        for (place, byte) in needle.dropLast().enumerated() { skips[Int(byte)] = needle.count - 1 - place }
        return text.withUnsafeBufferPointer { text in
            needle.withUnsafeBufferPointer { needle in
                var at = 0
                while at <= text.count - needle.count {
                    var last = needle.count - 1
                    while last >= 0, text[at + last] == needle[last] { last -= 1 }
                    if last < 0 { return at }
                    at += skips[Int(text[at + needle.count - 1])]
                }
                return nil
            }
        }
    }
}

/// The letters and digits of a text, each as one byte, with where it stands.
///
/// Beyond ASCII a byte stands for several letters: what differs in them only is taken as the same.
private struct Letters {
    private(set) var bytes: [UInt8] = []
    private var starts: [UInt32] = []
    private var folding = ScalarFolding()

    mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.reserveCapacity(text.count)
        starts.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte < 0x80 {
                append(ascii: byte, at: index)
                index += 1
            } else {
                let rest = UnsafeBufferPointer(rebasing: text[index..<min(index + 4, text.count)])
                var decoder = UTF8()
                var iterator = rest.makeIterator()
                guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
                    index += 1
                    continue
                }
                for unit in folding.units(of: scalar)
                where unit.scalar < 0x80 || unit.kind == .letter
                    || unit.kind == .ideograph
                {
                    if unit.scalar < 0x80 {
                        append(ascii: UInt8(unit.scalar), at: index)
                    } else {
                        bytes.append(0x80 | UInt8(truncatingIfNeeded: unit.scalar))
                        starts.append(UInt32(index))
                    }
                }
                index += UTF8.width(scalar)
            }
        }
    }

    private mutating func append(ascii byte: UInt8, at index: Int) {
        switch byte {
        case 0x30...0x39, 0x61...0x7A: bytes.append(byte)
        case 0x41...0x5A: bytes.append(byte | 0x20)
        default: return
        }
        starts.append(UInt32(index))
    }

    /// The bytes of the text that these letters take.
    func range(_ first: Int, _ count: Int, from start: Int) -> Range<Int> {
        start + Int(starts[first])..<start + Int(starts[first + count - 1]) + 1
    }
}
