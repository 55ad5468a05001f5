// SPDX-License-Identifier: Apache-2.0

/// A date whose year comes last, as it is written: two short numbers and a year of four digits.
package struct DayText {
    /// The first of the two numbers, and the second.
    package let first: Int
    package let second: Int
    package let year: Int
    /// The byte between the numbers.
    package let mark: UInt8
    /// How many digits the first two numbers have.
    package let digits: (first: Int, second: Int)
    /// How many bytes of the cell are the date; a time may follow.
    package let count: Int

    /// The date that a cell begins with and that a time may follow; `nil` when there is none.
    package init?(_ cell: Bytes) {
        var index = 0
        func number(_ most: Int) -> (value: Int, count: Int)? {
            let begin = index
            var value = 0
            while index < cell.count, index - begin < most, Byte.isDigit(cell[index]) {
                value = value * 10 + Int(cell[index] - Byte.zero)
                index += 1
            }
            return index > begin ? (value, index - begin) : nil
        }
        guard let first = number(2), index < cell.count,
            [Byte.dot, Byte.slash, Byte.dash].contains(cell[index])
        else { return nil }
        let mark = cell[index]
        index += 1
        guard let second = number(2), index < cell.count, cell[index] == mark else { return nil }
        index += 1
        guard let year = number(4), year.count == 4, (1...31).contains(first.value),
            (1...31).contains(second.value), first.value <= 12 || second.value <= 12,
            index == cell.count || cell[index] == Byte.space || cell[index] == UInt8(ascii: "T")
        else { return nil }
        self.first = first.value
        self.second = second.value
        self.year = year.value
        self.mark = mark
        digits = (first.count, second.count)
        count = index
    }
}
