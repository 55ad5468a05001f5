// SPDX-License-Identifier: Apache-2.0

/// The search for the cut of a text that is UTF-8 by now.
struct CutSearch {
    /// A way to read the text: by which delimiter, from which line on.
    struct Cut {
        let delimiter: Dialect.Delimiter
        let skipped: Int
        let offset: Int
        /// Whether a line was skipped that is neither comment nor blank.
        let hasTitle: Bool
        let width: Int
    }

    /// Titles that may stand above a header.
    private static let mostTitles = 3
    /// Lines above a header, comments and blank ones among them, unless a person said how many.
    private static let mostSkipped = 50

    let text: [UInt8]
    private let isWhole: Bool
    let said: DialectFinder.Said
    private let usual: Dialect.Delimiter
    /// Whether the dialect is for those who read whatever can be read.
    let isLenient: Bool

    init(
        _ text: [UInt8],
        isWhole: Bool,
        said: DialectFinder.Said,
        usual: Dialect.Delimiter,
        isLenient: Bool = false
    ) {
        self.text = isLenient ? LineFeedSource.text(text) : text
        self.isWhole = isWhole
        self.said = said
        self.usual = usual
        self.isLenient = isLenient
    }

    /// The one cut that holds.
    func strict() throws(CSVError) -> Cut {
        guard !endsLinesByReturns else { throw .dialect(.carriageReturns) }
        _ = try plainStart()
        if let delimiter = said.delimiter { return try asked(delimiter) }
        let cuts = holding()
        if let cut = cuts.first, cuts.count == 1 {
            if namesAreNumbers(cut) {
                throw .dialect(.noNames(line: cut.skipped + 1, cut.delimiter))
            }
            // It may be a title; it may be the name of an only column, and its first cell the header then.
            guard !cut.hasTitle else { throw .dialect(.title(lines: cut.skipped)) }
            return cut
        }
        guard cuts.isEmpty else { throw .dialect(.ambiguous(cuts.map(\.delimiter))) }
        guard let only = oneColumn(strict: true) else { return try usualCut() }
        guard !LinedUpWords.stand(in: text, isWhole: isWhole) else { throw .dialect(.alignedBySpaces) }
        if only.skipped > 0, namesAreNumbers(only) {
            throw .dialect(.noNames(line: only.skipped + 1, .oneColumn))
        }
        return only
    }

    /// All cuts that hold, and the only column, for those who read whatever can be read.
    func lenient() -> [Cut] {
        let cuts = holding()
        guard cuts.isEmpty, said.delimiter == nil else { return cuts }
        return oneColumn(strict: false).map { [$0] } ?? []
    }

    /// The cut by the delimiter that a person named, unless another one cuts the table and this does not.
    private func asked(_ delimiter: Dialect.Delimiter) throws(CSVError) -> Cut {
        if let cut = holding().first {
            guard !cut.hasTitle else { throw .dialect(.title(lines: cut.skipped)) }
            return cut
        }
        let first = try plainStart()
        let here = cut(delimiter, from: first)
        let own = Cut(delimiter, first, here.width)
        guard here.width < 2, delimiter != .oneColumn else { return own }
        // One column by this delimiter: is it one by the others?
        var other = said
        other.delimiter = nil
        let search = CutSearch(text, isWhole: isWhole, said: other, usual: usual)
        let cuts = search.holding()
        if let better = cuts.first, !search.namesAreNumbers(better), !better.hasTitle {
            throw .dialect(.looksSeparated(by: better.delimiter))
        }
        return own
    }

    /// The cut by the delimiter that the file's name stands for, if the first lines bear it out: its reader
    /// says which line does not.
    private func usualCut() throws(CSVError) -> Cut {
        let first = try plainStart()
        guard !EscapedText.stands(in: text, isWhole: isWhole) else { throw .dialect(.escaped) }
        for delimiter in [usual] + Dialect.Delimiter.parting.filter({ $0 != usual }) {
            let here = cut(delimiter, from: first)
            if here.width >= 2 { return Cut(delimiter, first, here.width) }
        }
        throw .dialect(.uneven)
    }

    /// The cuts with which every record has the same two cells or more; of those the ones that skip fewest
    /// lines.
    private func holding() -> [Cut] {
        let declared = said.delimiter ?? declaredDelimiter
        let delimiters = declared.map { [$0] } ?? Dialect.Delimiter.parting
        for start in starts() {
            let cuts = delimiters.compactMap { delimiter -> Cut? in
                let here = cut(delimiter, from: start)
                guard here.end == .even, here.records > (start.hasTitle ? 1 : 0), here.width >= 2 else {
                    return nil
                }
                return Cut(delimiter, start, here.width)
            }
            if !cuts.isEmpty { return cuts }
        }
        return []
    }

    /// The only column, where no delimiter stands outside quotes; a quote amiss is left to the strict reader,
    /// who names its line.
    private func oneColumn(strict: Bool) -> Cut? {
        guard let start = starts().first(where: { !$0.isComment }) else { return nil }
        let here = cut(.oneColumn, from: start)
        let holds =
            switch here.end {
            case .even: here.width == 1
            case .malformed: strict && here.width <= 1
            case .uneven: false
            }
        guard holds, !here.holdsOthers else { return nil }
        return Cut(.oneColumn, start, 1)
    }

    private func cut(_ delimiter: Dialect.Delimiter, from start: Start) -> EvenCut {
        text.withUnsafeBufferPointer {
            EvenCut($0, by: delimiter, from: start.offset, line: start.skipped + 1, isWhole: isWhole)
        }
    }

    /// The first line that is neither comment nor blank.
    private func plainStart() throws(CSVError) -> Start {
        guard let start = starts().first(where: { !$0.isComment }) else { throw .emptyFile }
        return start
    }

    struct Start {
        /// Whether the line begins as comments do; it may be a header all the same.
        let isComment: Bool
        let skipped: Int
        let offset: Int
        let hasTitle: Bool
    }

    /// The lines in which the header may stand, from above.
    private func starts() -> [Start] {
        var starts: [Start] = []
        var offset = 0
        var titles = 0
        var skipped = 0
        let most = said.skipLines ?? Self.mostSkipped
        while offset < text.count, titles <= Self.mostTitles, skipped <= most {
            let end = text[offset...].firstIndex(of: Byte.lineFeed)
            let line = text[offset..<(end ?? text.count)]
            let isAside =
                line.allSatisfy { $0 == Byte.space || $0 == Byte.carriageReturn }
                || skipped == 0 && declaredDelimiter != nil
            if let wanted = said.skipLines {
                if skipped == wanted {
                    return [Start(isComment: false, skipped: skipped, offset: offset, hasTitle: false)]
                }
            } else if !isAside {
                let isComment = line.first == UInt8(ascii: "#")
                starts.append(
                    Start(isComment: isComment, skipped: skipped, offset: offset, hasTitle: titles > 0)
                )
                titles += isComment ? 0 : 1
            }
            guard let end else { break }
            offset = end + 1
            skipped += 1
        }
        return starts
    }

    /// What a first line `sep=;` says, as spreadsheets write and read it, in quotes and capitals too.
    private var declaredDelimiter: Dialect.Delimiter? {
        var line = text.prefix { $0 != Byte.lineFeed && $0 != Byte.carriageReturn }
        if line.count == 7, line.first == Byte.quote, line.last == Byte.quote {
            line = line.dropFirst().dropLast()
        }
        guard line.count == 5, line.prefix(4).map(Byte.lowercased) == Array("sep=".utf8) else { return nil }
        return Dialect.Delimiter.parting.first { $0.byte == line.last }
    }

    private var endsLinesByReturns: Bool {
        text.contains(Byte.carriageReturn) && !text.contains(Byte.lineFeed)
    }
}

extension CutSearch.Cut {
    fileprivate init(_ delimiter: Dialect.Delimiter, _ start: CutSearch.Start, _ width: Int) {
        self.init(
            delimiter: delimiter,
            skipped: start.skipped,
            offset: start.offset,
            hasTitle: start.hasTitle,
            width: width
        )
    }
}
