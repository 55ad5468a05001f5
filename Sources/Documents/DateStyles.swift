// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Which styles of a workbook show a number as a day or a time, and how days are counted in it.
struct DateStyles {
    /// The numbers of the formats for days and times that need no definition (ECMA-376, 18.8.30).
    private static let builtIn: Set<Int> = Set([14, 15, 16, 17, 22] + Array(27...31) + [36] + Array(50...58))

    private var isDate: [Bool] = []
    private var countsFrom1904 = false

    /// Reads which of the styles of cells show days.
    mutating func readStyles(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        var elements = try XMLElements(bytes)
        var formats = Self.builtIn
        var isInCells = false
        while let event = try elements.next() {
            switch event {
            case .start("numFmt", _):
                guard let number = elements.attribute("numFmtId").flatMap({ Int($0) }),
                    let code = elements.attribute("formatCode")
                else { continue }
                if Self.showsDays(code) { formats.insert(number) } else { formats.remove(number) }
            case .start("cellXfs", let isEmpty): isInCells = !isEmpty
            case .end("cellXfs"): isInCells = false
            case .start("xf", _) where isInCells:
                isDate.append(formats.contains(elements.attribute("numFmtId").flatMap { Int($0) } ?? 0))
            default: continue
            }
        }
    }

    /// Reads from which day the workbook counts.
    mutating func readWorkbook(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        var elements = try XMLElements(bytes)
        while let event = try elements.next() {
            guard case .start("workbookPr", _) = event else { continue }
            countsFrom1904 = ["1", "true"].contains(elements.attribute("date1904") ?? "")
        }
    }

    /// A number as people see it, who see a day where its style is one: `2026-11-30` or
    /// `2026-11-30 14:05:00`; `nil` where they see the number.
    func day(_ number: String, style: Int?) -> String? {
        guard let style, isDate.indices.contains(style), isDate[style], let days = Double(number),
            (0..<2_958_466).contains(days)
        else { return nil }
        // From 1899-12-30, since Excel takes 1900 for a leap year; 25,569 days before 1970.
        var seconds = time_t(((days - (countsFrom1904 ? 24_107 : 25_569)) * 86_400).rounded())
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return nil }
        func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
        let day = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        guard parts.tm_hour + parts.tm_min + parts.tm_sec > 0 else { return day }
        return "\(day) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    }

    /// Whether a format shows days: it has a letter for years or days outside of quotes and brackets.
    private static func showsDays(_ code: String) -> Bool {
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        for sign in code.lowercased() {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch sign {
            case "\\", "_", "*": isEscaped = !isQuoted
            case "\"": isQuoted.toggle()
            case "[": isBracketed = true
            case "]": isBracketed = false
            case "y", "d": if !isQuoted, !isBracketed { return true }
            default: continue
            }
        }
        return false
    }
}
