// SPDX-License-Identifier: Apache-2.0
import Tables

/// Groups of digits that only look like a telephone number: dates with times, ranges of dates, and rows of
/// measured values.
extension Recognisers {
    /// Whether groups of digits behind a 0 are a date or a series.
    func isDateOrSeries(_ groups: [Range<Int>]) -> Bool {
        let counts = groups.map(\.count)
        if counts.allSatisfy({ $0 == 2 }) {
            // Five pairs are how a French number is written, evenly; times and dates are other pairs.
            return counts.count != 5 || !isEven(groups)
        }
        if groups.indices.dropLast(2).contains(where: { isDate(groups[$0], groups[$0 + 1], groups[$0 + 2]) })
        {
            return true
        }
        if isMonthOfYear(groups) { return true }
        let isOfOneWidth = counts.allSatisfy { $0 == counts[0] } && counts[0] >= 3
        return isOfOneWidth && (counts.count >= 4 || counts.count == 3 && isProgression(groups))
    }

    /// Whether a group as long as this one stands before it, as in a row of values.
    func goesOn(_ group: Range<Int>) -> Bool {
        var first = group.lowerBound - 1
        guard byte(at: first) == Byte.space else { return false }
        while isDigit(at: first - 1), group.lowerBound - first <= group.count { first -= 1 }
        return group.lowerBound - 1 - first == group.count && !isDigit(at: first - 1)
    }

    private func isEven(_ groups: [Range<Int>]) -> Bool {
        let gaps = zip(groups, groups.dropFirst()).map { bytes[$0.upperBound..<$1.lowerBound] }
        return gaps.dropFirst().allSatisfy { $0.elementsEqual(gaps[0]) }
    }

    /// Day, month and year or month, day and year, with one sign between them.
    private func isDate(_ first: Range<Int>, _ second: Range<Int>, _ third: Range<Int>) -> Bool {
        guard first.count <= 2, second.count <= 2, third.count == 2 || third.count == 4,
            second.lowerBound - first.upperBound == 1, third.lowerBound - second.upperBound == 1,
            bytes[first.upperBound] == bytes[second.upperBound], bytes[first.upperBound] != Byte.space
        else { return false }
        let (one, other) = (number(first), number(second))
        let isDay = (1...31).contains(one) && (1...31).contains(other) && min(one, other) <= 12
        return isDay && (third.count == 2 || (1800...2200).contains(number(third)))
    }

    /// `06.2015-07.2016`, `01/2020 - 12/2021`.
    private func isMonthOfYear(_ groups: [Range<Int>]) -> Bool {
        groups.count % 2 == 0
            && stride(from: 0, to: groups.count, by: 2).allSatisfy { index in
                groups[index].count == 2 && groups[index + 1].count == 4
                    && (1...12).contains(number(groups[index]))
                    && (1800...2200).contains(number(groups[index + 1]))
            }
    }

    /// Three numbers with equal steps.
    private func isProgression(_ groups: [Range<Int>]) -> Bool {
        guard groups[0].count <= 6 else { return false }
        return number(groups[1]) - number(groups[0]) == number(groups[2]) - number(groups[1])
    }
}
