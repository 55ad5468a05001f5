// SPDX-License-Identifier: Apache-2.0
import Tables

/// Cuts a cell into words and tells each by a hash that does not mind how it is written: case, composed
/// letters, kinds of hyphens and spaces, full-width forms, zeros behind a number, the order of a date.
///
/// The release's cells and the finding's go through the same.
struct WordCutter {
    /// A word of the cell that was cut last.
    struct Word {
        var hash: UInt64
        /// Of a number with three digits or fewer, what finds numbers that round to it; else 0.
        var threeDigits: UInt64 = 0
        /// The same with two digits.
        var twoDigits: UInt64 = 0
        var start: Int
        var end: Int
        /// A number's digits without zeros at the ends, and where its point is.
        var number: Decimal?
        /// Whether it is a second reading of words that come as they are as well, `12,5` beside 12 and 5.
        var isAlternative = false
    }

    private(set) var words: [Word] = []
    /// The cell in small letters, with plain signs for fancy ones; what words point into.
    private(set) var text: [UInt8] = []
    private var letters = LetterHashes()

    /// Cuts a cell, in whose numbers a comma is the point or parts thousands; with `isCell` false a line, in
    /// which it may end a cell as well.
    mutating func cut(_ cell: Bytes, isCell: Bool = true) {
        words.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        var isPlain = true
        text.append(contentsOf: cell)
        text.withUnsafeMutableBufferPointer { all in
            var seen: UInt8 = 0
            for index in all.indices {
                let byte = all[index]
                seen |= byte
                if byte &- 0x41 < 26 { all[index] = byte | 0x20 }
            }
            isPlain = seen < 0x80
        }
        if !isPlain { text = PlainText.of(text) }
        // Taken out, so that nobody else holds them while they change.
        var (words, letters) = (self.words, self.letters)
        self.words = []
        self.letters = LetterHashes()
        text.withUnsafeBufferPointer { Self.cut($0, isCell, &words, &letters) }
        self.words = words
        self.letters = letters
    }

    private static func cut(
        _ text: Bytes,
        _ isCell: Bool,
        _ words: inout [Word],
        _ letters: inout LetterHashes
    ) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if Byte.isDigit(byte) {
                index = number(text, index, isCell, &words, &letters)
            } else if Byte.isWord(byte) {
                index = word(text, index, &words, &letters)
            } else {
                index &+= 1
            }
        }
    }

    /// A word of letters, which may have digits in it.
    @inline(__always) private static func word(
        _ text: Bytes,
        _ start: Int,
        _ words: inout [Word],
        _ letters: inout LetterHashes
    ) -> Int {
        var end = start
        while end < text.count, Byte.isWord(text[end]) { end &+= 1 }
        words.append(Word(hash: letters.hash(text.part(start..<end)), start: start, end: end))
        return end
    }

    /// A number, a date, a time, or a word that begins with a digit.
    private static func number(
        _ text: Bytes,
        _ start: Int,
        _ isCell: Bool,
        _ words: inout [Word],
        _ letters: inout LetterHashes
    ) -> Int {
        if let (hash, end) = DateForm.read(text, start) {
            words.append(Word(hash: hash, start: start, end: end))
            return end
        }
        let form = NumberForm(text, start, commaIsPoint: false)
        var end = form.end
        if end < text.count, Byte.isWord(text[end]) || isTime(text, end) {
            while end < text.count, Byte.isWord(text[end]) || isTime(text, end) { end &+= 1 }
            words.append(Word(hash: letters.hash(text.part(start..<end)), start: start, end: end))
            return end
        }
        if end &+ 1 < text.count, text[end] == Byte.comma, Byte.isDigit(text[end &+ 1]) {
            let whole = NumberForm(text, start, commaIsPoint: true)
            if whole.end == text.count || !Byte.isWord(text[whole.end]) {
                var word = Word(whole.value, start, whole.end)
                if isCell {
                    words.append(word)
                    return whole.end
                }
                word.isAlternative = true
                words.append(word)
            }
        }
        words.append(Word(form.value, start, end))
        return end
    }

    @inline(__always) private static func isTime(_ text: Bytes, _ index: Int) -> Bool {
        text[index] == Byte.colon && index > 0 && index &+ 1 < text.count && Byte.isDigit(text[index &- 1])
            && Byte.isDigit(text[index &+ 1])
    }
}

extension WordCutter.Word {
    fileprivate init(_ value: Decimal, _ start: Int, _ end: Int) {
        self.init(hash: value.hash(.exact), start: start, end: end, number: value)
        if value.digits <= 3 { threeDigits = value.hash(.three) }
        if value.digits <= 2 { twoDigits = value.hash(.two) }
    }
}
