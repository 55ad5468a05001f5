// SPDX-License-Identifier: Apache-2.0

/// A number in one form: groups of three digits, counted from the decimal mark to both sides, each without
/// the zeros in front of it.
///
/// `1,234.5`, `1.234,5`, `1 234,5`, `1'234.5`, `1234.50` and `1.2345e3` all are 1, 234, 500. Groups
/// make one of a number that is grouped by blanks and one that is not; and the two readings of `1.234`,
/// with a decimal mark or without, are the same.
struct NumberGroups {
    /// Larger ones stand in names of things, not in numbers.
    static let largestExponent = 30

    private var digits: [UInt8] = []
    /// Where the marks stand, by the number of digits before.
    private var marks: [(at: Int, byte: UInt8)] = []
    private var exponent = 0
    private var group: [UInt8] = []

    /// Begins with a digit, or with a decimal point that has none before it.
    mutating func begin(_ digit: UInt8?) {
        digits.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        exponent = 0
        digits.append(digit ?? 0x30)
        if digit == nil { marks.append((1, 0x2E)) }
    }

    mutating func append(digit: UInt8) { digits.append(digit) }

    mutating func append(mark: UInt8) { marks.append((digits.count, mark)) }

    mutating func shift(by exponent: Int) { self.exponent = exponent }

    /// Each group.
    mutating func forEach(_ body: ([UInt8]) -> Void) {
        guard let point = decimalPlace else {
            // Digits with marks that make no number, as in a date: each part is one.
            var first = 0
            for end in marks.map(\.at) + [digits.count] {
                integer(first..<end, body)
                first = end
            }
            return
        }
        let place = shifted(point)
        integer(0..<place, body)
        fraction(place..<digits.count, body)
    }

    /// How many digits stand before the decimal mark; `nil` when the marks make no number.
    private var decimalPlace: Int? {
        guard let last = marks.last else { return digits.count }
        let isLone = !marks.dropLast().contains { $0.byte == last.byte }
        let others = marks.dropLast()
        if others.isEmpty {
            let isGroup = digits.count - last.at == 3 && last.at <= 3
            if last.byte != 0x2E && last.byte != 0x2C { return isGroup ? digits.count : nil }
            return isGroup ? digits.count : last.at
        }
        // The last one differs from those that group.
        if isLone, last.byte == 0x2E || last.byte == 0x2C, Set(others.map(\.byte)).count == 1 {
            return isGrouped(others.map(\.at) + [last.at]) ? last.at : nil
        }
        guard Set(marks.map(\.byte)).count == 1 else { return nil }
        return isGrouped(marks.map(\.at) + [digits.count]) ? digits.count : nil
    }

    /// Whether all groups behind the first have three digits, or the last has and the others two, as in
    /// India.
    private func isGrouped(_ places: [Int]) -> Bool {
        guard let first = places.first, first <= 3 else { return false }
        let sizes = zip(places.dropFirst(), places).map { $0 - $1 }
        return sizes.last == 3 && (sizes.allSatisfy { $0 == 3 } || sizes.dropLast().allSatisfy { $0 == 2 })
    }

    /// Moves the decimal mark by the exponent, and returns where it is then.
    private mutating func shifted(_ point: Int) -> Int {
        guard exponent != 0 else { return point }
        var place = point + exponent
        if place < 1 {
            digits.insert(contentsOf: repeatElement(0x30, count: 1 - place), at: 0)
            place = 1
        }
        if place > digits.count { digits += repeatElement(0x30, count: place - digits.count) }
        let zeros = digits[..<(place - 1)].prefix { $0 == 0x30 }.count
        digits.removeFirst(zeros)
        return place - zeros
    }

    private mutating func integer(_ range: Range<Int>, _ body: ([UInt8]) -> Void) {
        var first = range.lowerBound
        var end = first + (range.count - 1) % 3 + 1
        while first < range.upperBound {
            give(digits[first..<end], body)
            first = end
            end += 3
        }
    }

    /// The zeros at its end say nothing.
    private mutating func fraction(_ range: Range<Int>, _ body: ([UInt8]) -> Void) {
        var last = range.upperBound
        while last > range.lowerBound, digits[last - 1] == 0x30 { last -= 1 }
        var first = range.lowerBound
        while first < last {
            let end = min(first + 3, last)
            give(digits[first..<end], zeros: 3 - (end - first), body)
            first = end
        }
    }

    private mutating func give(_ part: ArraySlice<UInt8>, zeros: Int = 0, _ body: ([UInt8]) -> Void) {
        group.removeAll(keepingCapacity: true)
        group += part.drop { $0 == 0x30 }
        if group.isEmpty {
            group.append(0x30)
        } else {
            group += repeatElement(0x30, count: zeros)
        }
        body(group)
    }
}
