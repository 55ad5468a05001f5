// SPDX-License-Identifier: Apache-2.0
import Tables

/// Counts and degrees of freedom that lines of text tell: `(n = 4)`, `3 of 180 pumps`, `No. Observations: 8`.
struct CountPhrases {
    private let rules: OutputRules
    private(set) var items: [OutputItem] = []

    init(rules: OutputRules = OutputRules()) { self.rules = rules }

    /// Looks through a text, whose first line has that number.
    mutating func read(_ text: Bytes, from line: Int) {
        var lines = LineCutter(text)
        while let range = lines.read() {
            let bytes = text.part(range)
            guard range.count < 1 << 16, Self.mayTell(bytes) else { continue }
            look(Signs.small(of: bytes), line + lines.line - 1)
        }
    }

    /// Whether a line may have a phrase: a number behind `n =` or a name, before `of`, or of degrees.
    private static func mayTell(_ line: Bytes) -> Bool {
        func isDigit(_ place: Int) -> Bool { place >= 0 && place < line.count && 0x30...0x39 ~= line[place] }
        func isSpace(_ place: Int) -> Bool { place >= 0 && place < line.count && line[place] == Byte.space }
        func has(_ word: StaticString, before end: Int) -> Bool {
            let start = end - word.utf8CodeUnitCount
            guard start >= 0 else { return false }
            return (start..<end).allSatisfy { line[$0] | 0x20 == word.utf8Start[$0 - start] }
        }
        for (place, byte) in line.enumerated() {
            switch byte {
            case Byte.space where place > 3:
                if has("of", before: place) || has("von", before: place) || has("sur", before: place) {
                    var digit = place
                    while digit > 0, !isSpace(digit - 1) { digit -= 1 }
                    if isDigit(digit - 2) || has("out", before: digit - 1) { return true }
                }
            case UInt8(ascii: "f"), UInt8(ascii: "F"):
                if isSpace(place - 2) && isDigit(place - 3) && has("df", before: place + 1) { return true }
            case UInt8(ascii: "g"): if has(" deg", before: place + 1), isDigit(place - 4) { return true }
            case UInt8(ascii: "="), Byte.colon:
                var next = place + 1
                while isSpace(next) { next += 1 }
                if isDigit(next), !isDigit(place - 1) { return true }
            default: break
            }
        }
        return false
    }

    private mutating func look(_ line: [Character], _ number: Int) {
        let words = Self.words(line)
        equations(line, number)
        parts(words, line, number)
        degrees(words, number)
        members(line, number)
    }

    private mutating func say(_ count: Int, _ line: Int, _ place: String, _ grade: ScreenItem.Severity) {
        guard count < rules.smallestCount else { return }
        items.append(
            OutputItem(
                count == 0 ? .zeroCount : .lowCount,
                line: line,
                place: place,
                grade: grade,
                count == 0
                    ? "0: nobody of those who could be there"
                    : "\(count), which is below \(rules.smallestCount)"
            )
        )
    }

    // MARK: n = 4

    /// In brackets, or with its share, it counts; bare behind a comma it may; in a formula it does not.
    private mutating func equations(_ line: [Character], _ number: Int) {
        for place in line.indices where line[place] == "n" {
            guard
                place == 0
                    || !(line[place - 1].isLetter || line[place - 1].isNumber || line[place - 1] == "_")
            else { continue }
            var at = place + 1
            while at < line.count, line[at] == " " { at += 1 }
            guard at < line.count, line[at] == "=" else { continue }
            at += 1
            while at < line.count, line[at] == " " { at += 1 }
            let start = at
            while at < line.count,
                line[at].isNumber || line[at] == "," && at + 1 < line.count && line[at + 1].isNumber
            { at += 1 }
            guard at > start,
                let count = NumberText.value(String(line[start..<at])[...]).flatMap(Int.init(wholeOf:))
            else {
                continue
            }
            if at < line.count, line[at] == ".", at + 1 < line.count, line[at + 1].isNumber { continue }
            guard !Self.isArgument(place, in: line) else { continue }
            let before = line[..<place].last { $0 != " " }
            let behind = at < line.count ? line[at] : "\n"
            let hasShare =
                line[at...].prefix(12).drop { $0 == " " }.first == "(" && line[at...].prefix(12).contains("%")
            if before == "(" || before == "[" || hasShare {
                if ")],;%".contains(behind) || behind == "\n" || hasShare { say(count, number, "n", .fail) }
            } else if before == "," || before == ":", ".;)\n".contains(behind), place > 0 {
                say(count, number, "n", .review)
            }
        }
    }

    /// Whether the bracket around a place follows a name at once, as that of a call does.
    private static func isArgument(_ place: Int, in line: [Character]) -> Bool {
        var depth = 0
        for at in line[..<place].indices.reversed() {
            if line[at] == ")" { depth += 1 }
            guard line[at] == "(" else { continue }
            if depth == 0 {
                return at > 0
                    && (line[at - 1].isASCII && line[at - 1].isLetter || "_.)]".contains(line[at - 1]))
            }
            depth -= 1
        }
        return false
    }

    // MARK: 3 of 180

    private static let joining: Set<String> = ["of", "von", "sur", "out"]
    private static let ordinal: Set<String> = [
        "page", "pages", "step", "section", "table", "figure", "fig", "part", "day", "week", "month",
        "chapter", "line", "row",
        "version", "item", "question", "slide", "sheet", "volume", "issue", "level", "phase", "seite",
        "schritt", "tabelle",
        "abschnitt", "teil", "tag", "no", "number", "epoch", "fold", "run", "iteration", "batch", "étape",
        "article", "clause",
        "equation", "appendix", "stage", "chunk", "file", "first", "last", "top", "at", "grade", "score",
        "rule", "exercise",
    ]

    private mutating func parts(_ words: [Word], _ line: [Character], _ number: Int) {
        for (place, word) in words.enumerated() where Self.joining.contains(word.text) && place > 0 {
            guard let count = Int(words[place - 1].text),
                place < 2 || !Self.ordinal.contains(words[place - 2].text)
            else { continue }
            var next = place + 1
            while next < words.count,
                ["of", "the", "den", "der", "les", "all", "our"].contains(words[next].text)
            { next += 1 }
            guard next + 1 < words.count,
                let base = NumberText.value(words[next].text[...]).flatMap(Int.init(wholeOf:)),
                base >= rules.smallestCount, count < base, words[next + 1].isNear
            else { continue }
            let noun = words[next + 1].text
            guard noun.first?.isLetter == true, !QuantityWords.longUnits.contains(noun),
                !Self.verbs.contains(noun)
            else { continue }
            say(count, number, "\(count) of \(base) \(noun)", .review)
        }
    }

    private static let verbs: Set<String> = [
        "is", "was", "and", "or", "to", "which", "that", "the", "at", "see", "for", "in",
    ]

    // MARK: Degrees of freedom

    /// `on 6 degrees of freedom`, `on 2 and 117 DF`.
    private mutating func degrees(_ words: [Word], _ number: Int) {
        for (place, word) in words.enumerated() where place > 1 {
            let isName =
                word.text == "df"
                || word.text == "degrees" && place + 2 < words.count && words[place + 2].text == "freedom"
            guard isName, let value = Double(words[place - 1].text), value < Double(rules.fewestDegrees)
            else { continue }
            let before = words[..<(place - 1)].suffix(3).map(\.text)
            guard before.contains("on") || before.contains("residual") else { continue }
            items.append(.degrees(value, line: number, place: "degrees of freedom", rules))
        }
    }

    /// Whether nothing behind belongs to a number: neither digits nor a unit nor an operator.
    private static func endsNumber(_ place: Int, in line: [Character]) -> Bool {
        guard place < line.count else { return true }
        let isPoint = ".,;".contains(line[place]) && !(place + 1 < line.count && line[place + 1].isNumber)
        return line[place] == " " || line[place] == ")" || isPoint
    }

    // MARK: Names with a colon

    /// `No. Observations:      8`, `Number of obs   =   7`: names of several words, as no code has.
    private mutating func members(_ line: [Character], _ number: Int) {
        for place in line.indices.dropFirst() where line[place] == ":" || line[place] == "=" {
            var at = place + 1
            while at < line.count, line[at] == " " { at += 1 }
            let start = at
            while at < line.count, line[at].isNumber { at += 1 }
            guard at > start, Self.endsNumber(at, in: line), let count = Int(String(line[start..<at]))
            else { continue }
            var end = place
            while end > 0, line[end - 1] == " " { end -= 1 }
            // Two spaces part a name from what stands before.
            var from = end
            while from > 0, line[from - 1].isLetter || line[from - 1] == "." || line[from - 1] == " " {
                if line[from - 1] == " ", from > 1, line[from - 2] == " " { break }
                from -= 1
            }
            let name = ColumnName(String(line[from..<end]).trimmingBlanks)
            guard name.words.count >= 2, line[place] == ":" || place >= end + 2 else {
                continue
            }
            switch name.kind {
            case .count: say(count, number, name.text, .fail)
            case .residualDegrees:
                if count < rules.fewestDegrees {
                    items.append(.degrees(Double(count), line: number, place: name.text, rules))
                }
            default: break
            }
        }
    }
}

extension CountPhrases {
    /// A word of a line; what is not parted by a space only is not near to the word before.
    fileprivate struct Word {
        let text: String
        let isNear: Bool
    }

    fileprivate static func words(_ line: [Character]) -> [Word] {
        var words: [Word] = []
        var (start, gap) = (0, true)
        func isPart(_ place: Int) -> Bool {
            if line[place].isLetter || line[place].isNumber { return true }
            return (line[place] == "." || line[place] == ",") && place + 1 < line.count
                && line[place + 1].isNumber && place > 0
                && line[place - 1].isNumber
        }
        while start < line.count {
            guard isPart(start) else {
                if line[start] != " " { gap = false }
                start += 1
                continue
            }
            var end = start
            while end < line.count, isPart(end) { end += 1 }
            words.append(Word(text: String(line[start..<end]), isNear: gap))
            (start, gap) = (end, true)
        }
        return words
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
