// SPDX-License-Identifier: Apache-2.0

/// What a client likes to get (RFC 9110, section 12.5.1).
struct Accept {
    private struct Range {
        var type: Substring
        var subtype: Substring
        var parameters: Set<String>
        /// In thousandths.
        var quality: Int
    }

    private let ranges: [Range]

    /// Reads the header; what is not well formed in it counts as not there.
    init(_ header: String) {
        ranges = Self.split(header, at: ",").compactMap(Self.range)
    }

    /// The offered type that is liked best, the first of several; `nil` when none is acceptable.
    func best(of offered: [String]) -> Int? {
        guard !ranges.isEmpty else { return offered.indices.first }
        let qualities = offered.map(quality)
        guard let most = qualities.max(), most > 0 else { return nil }
        return qualities.firstIndex(of: most)
    }

    /// By the most specific range that the type is in.
    private func quality(of offered: String) -> Int {
        guard let type = Self.range(Substring(offered)) else { return 0 }
        let fitting = ranges.compactMap { range -> (specificity: Int, quality: Int)? in
            if range.type == "*" { return (0, range.quality) }
            guard range.type == type.type else { return nil }
            if range.subtype == "*" { return (1, range.quality) }
            guard range.subtype == type.subtype, range.parameters.isSubset(of: type.parameters) else {
                return nil
            }
            return (2 + range.parameters.count, range.quality)
        }
        return fitting.max { $0.specificity < $1.specificity }?.quality ?? 0
    }

    private static func range(_ text: Substring) -> Range? {
        let parts = split(text.description, at: ";").map(trimmed)
        guard let names = parts.first?.split(separator: "/", omittingEmptySubsequences: false),
            names.count == 2, !names[0].isEmpty, !names[1].isEmpty
        else { return nil }
        let (type, subtype) = (names[0].lowercased(), names[1].lowercased())
        var range = Range(type: Substring(type), subtype: Substring(subtype), parameters: [], quality: 1000)
        for parameter in parts.dropFirst() where !parameter.isEmpty {
            let pair = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { return nil }
            if pair[0].lowercased() == "q" {
                guard let quality = Double(pair[1]), (0...1).contains(quality) else { return nil }
                range.quality = Int((quality * 1000).rounded())
            } else if pair[0].lowercased() != "charset" {
                // All that is offered is UTF-8.
                range.parameters.insert("\(pair[0].lowercased())=\(unquoted(pair[1]))")
            }
        }
        return range
    }

    /// Splits where no quoted string is open.
    private static func split(_ text: String, at separator: Character) -> [Substring] {
        var isQuoted = false
        var isEscaped = false
        return text.split(omittingEmptySubsequences: true) { character in
            if isEscaped {
                isEscaped = false
            } else if isQuoted, character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            }
            return character == separator && !isQuoted
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop { $0 == " " || $0 == "\t" }
        return start.lastIndex { $0 != " " && $0 != "\t" }.map { start[...$0] } ?? start[..<start.startIndex]
    }

    private static func unquoted(_ text: Substring) -> Substring {
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        return text.dropFirst().dropLast()
    }
}
