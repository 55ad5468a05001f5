// SPDX-License-Identifier: Apache-2.0

/// Whether the words of a text's lines stand below each other, as in a table of fixed widths.
enum LinedUpWords {
    static func stand(in text: [UInt8], isWhole: Bool) -> Bool {
        var lines = text.split(separator: Byte.lineFeed)
        if !isWhole { lines.removeLast() }
        guard lines.count > 1 else { return false }
        return haveAsManyWords(lines) || shareABlank(lines)
    }

    private static func haveAsManyWords(_ lines: [ArraySlice<UInt8>]) -> Bool {
        func words(_ line: ArraySlice<UInt8>) -> Int { line.split(separator: Byte.space).count }
        let count = words(lines[0])
        return count > 1 && lines.allSatisfy { words($0) == count }
    }

    /// Whether all lines have a blank in the same place, between words.
    private static func shareABlank(_ lines: [ArraySlice<UInt8>]) -> Bool {
        var shared = places(lines[0])
        for line in lines where !shared.isEmpty { shared.formIntersection(places(line)) }
        return !shared.isEmpty
    }

    private static func places(_ line: ArraySlice<UInt8>) -> Set<Int> {
        guard let first = line.firstIndex(where: { $0 != Byte.space }),
            let last = line.lastIndex(where: { $0 != Byte.space && $0 != Byte.carriageReturn })
        else { return [] }
        return Set((first..<last).filter { line[$0] == Byte.space }.map { $0 - line.startIndex })
    }
}
