// SPDX-License-Identifier: Apache-2.0
import Tables

/// What is wrong with a list of an organisation's own identifiers.
package struct OwnIdentifiersError: Error, Hashable, CustomStringConvertible {
    package struct Fault: Hashable, Sendable {
        package let line: Int
        package let detail: String
    }

    package let faults: [Fault]

    package var description: String {
        faults.map { "line \($0.line): \($0.detail)" }.joined(separator: "\n")
    }
}

extension OwnIdentifiers {
    /// Of a list in bytes.
    package static let mostBytes = 1 << 20
    private static let wordLengths = 3...200
    private static let mostFaults = 20

    /// Reads a list: a line is `word` or `shape`, a blank and what it says; lines that are empty or begin
    /// with `#` are left out.
    ///
    /// Throws with every fault by its line, the first twenty of them.
    package init(reading bytes: [UInt8]) throws(OwnIdentifiersError) {
        guard bytes.count <= Self.mostBytes else {
            throw OwnIdentifiersError(faults: [.init(line: 1, detail: "The list is longer than 1 MiB.")])
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw OwnIdentifiersError(faults: [.init(line: 1, detail: "The list is not UTF-8.")])
        }
        var (words, shapes, faults): ([String], [OwnShape], [OwnIdentifiersError.Fault]) = ([], [], [])
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in lines.enumerated() {
            do throws(Malformed) {
                switch try Self.entry(index == 0 ? line.drop { $0 == "\u{FEFF}" } : line) {
                case .word(let word): words.append(word)
                case .shape(let shape): shapes.append(shape)
                case nil: continue
                }
                if words.count > Self.mostWords { throw Malformed("There are more than 10,000 words.") }
                if shapes.count > Self.mostShapes { throw Malformed("There are more than 200 shapes.") }
            } catch {
                faults.append(.init(line: index + 1, detail: error.detail))
                if faults.count == Self.mostFaults { break }
            }
        }
        guard faults.isEmpty else { throw OwnIdentifiersError(faults: faults) }
        self.init(words: words, shapes: shapes)
    }

    /// Reads words and shapes that are listed apart; faults are counted through both, from 1, words first.
    package init(words: [String], shapes: [String]) throws(OwnIdentifiersError) {
        let lines = words.map { "word \($0)" } + shapes.map { "shape \($0)" }
        try self.init(reading: Array(lines.joined(separator: "\n").utf8))
    }

    private enum Entry {
        case word(String)
        case shape(OwnShape)
    }

    private struct Malformed: Error {
        let detail: String

        init(_ detail: String) {
            self.detail = detail
        }
    }

    private static func entry(_ line: Substring) throws(Malformed) -> Entry? {
        let parts = line.split(maxSplits: 1) { $0 == " " || $0 == "\t" }
        guard let keyword = parts.first, !keyword.hasPrefix("#") else { return nil }
        guard parts.count == 2 else { throw Malformed("A line is “word TEXT” or “shape AB-####”.") }
        let said = trimmed(parts[1])
        switch keyword {
        case "word":
            guard wordLengths.contains(said.utf8.count) else {
                throw Malformed("A word has 3 to 200 bytes.")
            }
            return .word(String(said))
        case "shape":
            guard let shape = OwnShape(String(said)) else {
                throw Malformed(
                    "A shape has 4 to 64 bytes, some of them # (a digit), @ (a letter) or ? (either)."
                )
            }
            return .shape(shape)
        default:
            throw Malformed("“\(keyword.prefix(20))” is neither word nor shape.")
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
