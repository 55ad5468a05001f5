// SPDX-License-Identifier: Apache-2.0

/// What changed between two texts, line by line, with a little of what did not.
///
/// Lines are compared by their bytes: two that only look the same are two.
struct LineDiff: Sendable {
    enum Line: Hashable, Sendable {
        case same([UInt8])
        case removed([UInt8])
        case added([UInt8])
        /// Where lines that did not change are left out.
        case gap(Int)
    }

    let lines: [Line]

    /// Texts with more lines than this between what they begin and end with are shown one after the other:
    /// to find what is common to both takes time and memory in its square.
    private static let most = 4000

    init(from old: [UInt8], to new: [UInt8], context: Int = 2) {
        let (before, after) = (Self.split(old), Self.split(new))
        let start = zip(before, after).prefix { $0 == $1 }.count
        let end = zip(before.dropFirst(start).reversed(), after.dropFirst(start).reversed())
            .prefix { $0 == $1 }.count
        let (removed, added) = (before.dropFirst(start).dropLast(end), after.dropFirst(start).dropLast(end))
        let whole =
            before.prefix(start).map(Line.same) + Self.compare(Array(removed), Array(added))
            + before.suffix(end).map(Line.same)
        lines = Self.shortened(whole, context)
    }

    var isEmpty: Bool { lines.allSatisfy { if case .gap = $0 { true } else { false } } }

    private static func compare(_ before: [[UInt8]], _ after: [[UInt8]]) -> [Line] {
        guard before.count + after.count <= most else {
            return before.map(Line.removed) + after.map(Line.added)
        }
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in after.difference(from: before) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var whole: [Line] = []
        var (i, j) = (0, 0)
        while i < before.count || j < after.count {
            if removed.contains(i) {
                whole.append(.removed(before[i]))
                i += 1
            } else if added.contains(j) {
                whole.append(.added(after[j]))
                j += 1
            } else {
                whole.append(.same(before[i]))
                i += 1
                j += 1
            }
        }
        return whole
    }

    private static func split(_ text: [UInt8]) -> [[UInt8]] {
        var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(
            Array.init
        )
        if lines.last == [] { lines.removeLast() }
        return lines
    }

    /// Leaves out what is further than `context` lines from any change.
    private static func shortened(_ whole: [Line], _ context: Int) -> [Line] {
        var isNear = [Bool](repeating: false, count: whole.count)
        for (index, line) in whole.enumerated() {
            if case .same = line { continue }
            for near in max(0, index - context)...min(whole.count - 1, index + context) {
                isNear[near] = true
            }
        }
        var lines: [Line] = []
        var left = 0
        for (line, near) in zip(whole, isNear) {
            if !near {
                left += 1
                continue
            }
            if left > 0 { lines.append(.gap(left)) }
            left = 0
            lines.append(line)
        }
        if left > 0 { lines.append(.gap(left)) }
        return lines
    }
}
