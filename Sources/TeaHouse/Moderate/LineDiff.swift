// SPDX-License-Identifier: Apache-2.0

/// What changed between two texts, line by line, with a little of what did not.
struct LineDiff: Sendable {
    enum Line: Equatable, Sendable {
        case same(String)
        case removed(String)
        case added(String)
        /// Where lines that did not change are left out.
        case gap(Int)
    }

    let lines: [Line]

    init(from old: String, to new: String, context: Int = 2) {
        let (before, after) = (Self.split(old), Self.split(new))
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
        lines = Self.shortened(whole, context)
    }

    var isEmpty: Bool { lines.allSatisfy { if case .gap = $0 { true } else { false } } }

    func text(_ style: Style) -> String {
        lines.map { line in
            switch line {
            case .same(let text): "  \(text.harmless)"
            case .removed(let text): style(.red, "- \(text.harmless)")
            case .added(let text): style(.green, "+ \(text.harmless)")
            case .gap(let count): style(.dim, "  … \(count) line\(count == 1 ? "" : "s")")
            }
        }.joined(separator: "\n")
    }

    private static func split(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
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
