// SPDX-License-Identifier: Apache-2.0
import Tables

/// A line of a text as it is drawn: signs in columns, of which wide ones have two and tabs up to eight.
struct DrawnLine {
    /// Words, and what stands together, by their columns.
    struct Piece {
        let columns: Range<Int>
        let text: String
    }

    let number: Int
    let signs: [Character]
    /// Where each sign begins in the text, and where the line ends.
    private let places: [Int]

    init(_ text: Bytes, _ range: Range<Int>, number: Int) {
        var signs: [Character] = []
        var places: [Int] = []
        var at = range.lowerBound
        signs.reserveCapacity(range.count)
        places.reserveCapacity(range.count + 1)
        for sign in Signs.of(text.part(range)) {
            let width = sign == "\t" ? 8 - signs.count % 8 : Self.isWide(sign) ? 2 : 1
            for column in 0..<width {
                signs.append(sign == "\t" || sign == "\u{A0}" ? " " : column == 0 ? sign : Self.filler)
                places.append(at)
            }
            at += sign.utf8.count
        }
        places.append(at)
        self.number = number
        self.signs = signs
        self.places = places
    }

    private init(number: Int, signs: [Character], places: [Int]) {
        self.number = number
        self.signs = signs
        self.places = places
    }

    /// The same with spaces for bars.
    var withoutBars: Self {
        Self(number: number, signs: signs.map { Self.bars.contains($0) ? " " : $0 }, places: places)
    }

    private static let filler: Character = "\u{2060}"
    static let bars: Set<Character> = ["|", "│", "┃", "║", "┆", "╎"]
    private static let rules: Set<Character> = Set(
        "-=+|: ─━═┄┅┈┼┬┴├┤┌┐└┘╔╗╚╝╠╣╦╩╬│┃║┆╎╪╞╡╭╮╰╯╟╢╤╧╫╥╨┏┓┗┛┣┫┳┻╋╇╈╂┡┩"
    )
    private static let dashes: Set<Character> = ["-", "=", "─", "━", "═", "┄", "┅", "┈"]

    private static func isWide(_ sign: Character) -> Bool {
        guard let value = sign.unicodeScalars.first?.value, value >= 0x1100 else { return false }
        return value <= 0x115F || 0x2E80...0xA4CF ~= value || 0xAC00...0xD7A3 ~= value
            || 0xF900...0xFAFF ~= value
            || 0xFF00...0xFF60 ~= value
    }

    func text(_ columns: Range<Int>) -> String { String(signs[columns].filter { $0 != Self.filler }) }

    func place(_ columns: Range<Int>) -> Range<Int> {
        places[columns.lowerBound]..<places[columns.upperBound]
    }

    /// A line that parts rows, or names from rows.
    var isRule: Bool {
        var dashes = 0
        for sign in signs {
            guard Self.rules.contains(sign) else { return false }
            if Self.dashes.contains(sign) { dashes += 1 }
        }
        return dashes >= 2
    }

    var hasBar: Bool { signs.contains { Self.bars.contains($0) } }

    /// Whether the first sign is a bar, or the last one.
    var beginsWithBar: Bool { signs.first { $0 != " " }.map(Self.bars.contains) ?? false }
    private var endsWithBar: Bool { signs.last { $0 != " " }.map(Self.bars.contains) ?? false }

    /// What stands between the bars; with `opens` nothing stands before the first.
    func cells(opens: Bool) -> [Piece] {
        var cells: [Piece] = []
        var start = 0
        for end in signs.indices where Self.bars.contains(signs[end]) {
            cells.append(piece(start..<end))
            start = end + 1
        }
        cells.append(piece(start..<signs.count))
        if opens { cells.removeFirst() }
        if endsWithBar, cells.count > 1 { cells.removeLast() }
        return cells
    }

    /// What `&` parts in a row of LaTeX, without the end of the row; `nil` where there is none.
    var latexCells: [Piece]? {
        var end = signs.count
        var at = 0
        var isEnded = false
        while at + 1 < signs.count {
            if signs[at] == "\\", signs[at + 1] == "\\" {
                end = at
                isEnded = true
                break
            }
            at += signs[at] == "\\" ? 2 : 1
        }
        var cells: [Piece] = []
        var start = 0
        for place in 0..<end where signs[place] == "&" && (place == 0 || signs[place - 1] != "\\") {
            cells.append(piece(start..<place))
            start = place + 1
        }
        guard isEnded, !cells.isEmpty else { return nil }
        cells.append(piece(start..<end))
        return cells
    }

    /// Words that one space parts stand together.
    var phrases: [Piece] { pieces(gap: 2, within: 0..<signs.count) }

    func words(of piece: Piece) -> [Piece] { pieces(gap: 1, within: piece.columns) }

    private func pieces(gap: Int, within columns: Range<Int>) -> [Piece] {
        var pieces: [Piece] = []
        var start: Int?
        var blanks = 0
        for column in columns {
            if signs[column] == " " {
                blanks += 1
                if blanks == gap, let first = start {
                    pieces.append(
                        Piece(columns: first..<column - gap + 1, text: text(first..<column - gap + 1))
                    )
                    start = nil
                }
                continue
            }
            if start == nil { start = column }
            blanks = 0
        }
        if let first = start {
            let end = columns.upperBound - blanks
            pieces.append(Piece(columns: first..<end, text: text(first..<end)))
        }
        return pieces
    }

    private func piece(_ columns: Range<Int>) -> Piece {
        var (start, end) = (columns.lowerBound, columns.upperBound)
        while start < end, signs[start] == " " { start += 1 }
        while end > start, signs[end - 1] == " " { end -= 1 }
        return Piece(columns: start..<end, text: text(start..<end))
    }

    func cell(_ piece: Piece) -> ResultTable.Cell { ResultTable.Cell(piece.text, at: place(piece.columns)) }
}
