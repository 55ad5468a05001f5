// SPDX-License-Identifier: Apache-2.0
import Tables

/// Literal words by their bytes, in which a blank stands for one or more blanks, hyphens or underscores.
struct WordTree: Sendable {
    private struct Node {
        var isEnd = false
        var next: [UInt8: Int32] = [:]
    }

    private var nodes = [Node()]

    /// Each word in the cases that it may be written in: ASCII letters count alike, others as given, in small
    /// and in capital letters.
    init(_ words: [String]) {
        for word in words {
            for spelling in [word, word.lowercased(), word.uppercased()] { add(spelling) }
        }
    }

    private mutating func add(_ word: String) {
        var node = 0
        for byte in word.utf8 {
            let key = Self.folded(byte)
            if let next = nodes[node].next[key] {
                node = Int(next)
            } else {
                nodes.append(Node())
                nodes[node].next[key] = Int32(nodes.count - 1)
                node = nodes.count - 1
            }
        }
        nodes[node].isEnd = true
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        byte == Byte.dash || byte == Byte.underscore || byte == Byte.tab ? Byte.space : Byte.lowercased(byte)
    }

    /// The index behind the longest word at `index` behind which none goes on.
    func end(in bytes: Bytes, from index: Int) -> Int? {
        var (node, position) = (0, index)
        var longest: Int?
        while position < bytes.count {
            let key = Self.folded(bytes[position])
            guard let next = nodes[node].next[key] else { break }
            node = Int(next)
            position += 1
            if key == Byte.space {
                while position < bytes.count, Self.folded(bytes[position]) == Byte.space { position += 1 }
            }
            if nodes[node].isEnd, position == bytes.count || Self.isEdge(bytes, at: position) {
                longest = position
            }
        }
        return longest
    }

    /// Whether a word of letters and digits may end or begin before `index`; Chinese has no blanks.
    static func isEdge(_ bytes: Bytes, at index: Int) -> Bool {
        !Byte.isAlphanumeric(bytes[index - 1]) || !Byte.isAlphanumeric(bytes[index])
    }
}
