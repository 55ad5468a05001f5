// SPDX-License-Identifier: Apache-2.0

/// A character as words are made of it: folded, and without what shows nothing.
struct Unit {
    enum Kind: UInt8 {
        case letter
        /// Its character is an ASCII digit, whatever script it was in.
        case digit
        /// A character of a script that has no blanks between words: a word by itself.
        case ideograph
        /// What belongs to the letter before it.
        case mark
        /// A point or a comma, which may stand in a number.
        case point
        /// It vanishes in words and may group the digits of a number.
        case apostrophe
        /// A hyphen, a dash, a minus or a plus.
        case sign
        case lineEnd
        case separator
        case end
    }

    var kind: Kind
    var scalar: UInt32
    /// The bytes of the text that it comes from.
    var start: Int
    var end: Int
}
