// SPDX-License-Identifier: Apache-2.0

/// How the numbers and dates of a table are written, as far as its cells leave no doubt.
struct ValueGuess {
    private(set) var decimal = Dialect.Decimal.point
    private(set) var thousands = Dialect.Thousands.unmarked
    private(set) var dates = Dialect.Dates.iso

    private var evidence: Set<Evidence> = []
    private var orders: Set<Dialect.Dates> = []

    /// What one number shows.
    private enum Evidence: Hashable {
        case decimal(Dialect.Decimal)
        case thousands(Dialect.Thousands)
    }

    /// Looks at records below the header; a column counts where every cell that is not missing is a number,
    /// or a date.
    init(_ records: some Collection<[[UInt8]]>) {
        for column in 0..<(records.first?.count ?? 0) {
            let cells = records.compactMap { record in
                column < record.count && !Self.isMissing(record[column]) ? record[column] : nil
            }
            guard !cells.isEmpty else { continue }
            look(cells)
        }
        let decimals = evidence.compactMap { if case .decimal(let mark) = $0 { mark } else { nil } }
        if decimals.count == 1 { decimal = decimals[0] }
        let groups = evidence.compactMap { if case .thousands(let mark) = $0 { mark } else { nil } }
        // What groups digits cannot mark the fraction as well.
        if groups.count == 1, groups[0].rawValue != decimal.rawValue { thousands = groups[0] }
        if orders.count == 1, let order = orders.first { dates = order }
    }

    private mutating func look(_ cells: [[UInt8]]) {
        let days = cells.compactMap { $0.withUnsafeBufferPointer { DayText($0) } }
        if days.count == cells.count {
            let isDayFirst = days.contains { $0.first > 12 }
            let isMonthFirst = days.contains { $0.second > 12 }
            switch (isDayFirst, isMonthFirst) {
            case (true, false): orders.insert(.dmy)
            case (false, true): orders.insert(.mdy)
            case (false, false): if days.allSatisfy({ $0.mark == Byte.dot }) { orders.insert(.dmy) }
            case (true, true): break
            }
            return
        }
        let shapes = cells.map(Self.shape)
        guard shapes.allSatisfy({ $0 != nil }) else { return }
        for shape in shapes { evidence.formUnion(shape ?? []) }
    }

    static func isNumber(_ cell: [UInt8]) -> Bool { shape(cell) != nil }

    private static func isMissing(_ cell: [UInt8]) -> Bool {
        MissingCell.words.contains(String(decoding: cell, as: UTF8.self).lowercased())
    }

    /// What a number shows of how it is written; `nil` for what is no number in any dialect.
    private static func shape(_ cell: [UInt8]) -> Set<Evidence>? {
        let plain = cell.withUnsafeBufferPointer { NumberShape.matches($0) }
        let text = String(decoding: cell, as: UTF8.self)
        let digits = text.drop { $0 == "-" || $0 == "+" }
        let marks = Set(digits.filter { !$0.isASCII || !$0.isNumber && !$0.isLetter })
        if plain {
            guard marks.contains("."), !isGrouped(digits, ".") else { return [] }
            return [.decimal(.point)]
        }
        if cell.withUnsafeBufferPointer({ NumberShape.matches($0, point: Byte.comma) }) {
            // `1,234` may be a thousand or a little more than one.
            return isGrouped(digits, ",") ? [] : [.decimal(.comma)]
        }
        for (mark, thousands) in groupings where marks.contains(mark) {
            for (point, decimal) in [(Character("."), Dialect.Decimal.point), (",", .comma)]
            where point != mark {
                let parts = digits.split(separator: point, omittingEmptySubsequences: false)
                guard parts.count <= 2, isGrouped(parts[0], mark),
                    parts.count == 1 || !parts[1].isEmpty && parts[1].allSatisfy(\.isWholeNumber)
                else { continue }
                return parts.count == 2
                    ? [.decimal(decimal), .thousands(thousands)] : [.thousands(thousands)]
            }
        }
        return nil
    }

    private static let groupings: [(Character, Dialect.Thousands)] = [
        (".", .point), (",", .comma), (" ", .space), ("\u{A0}", .space), ("\u{202F}", .space),
        ("'", .apostrophe), ("\u{2019}", .apostrophe),
    ]

    /// Whether digits stand in groups of three behind the first.
    private static func isGrouped(_ digits: some StringProtocol, _ mark: Character) -> Bool {
        let groups = digits.split(separator: mark, omittingEmptySubsequences: false)
        return groups.count > 1 && (1...3).contains(groups[0].count)
            && groups.dropFirst().allSatisfy { $0.count == 3 }
            && groups.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
    }
}
