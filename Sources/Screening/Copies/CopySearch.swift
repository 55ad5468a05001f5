// SPDX-License-Identifier: Apache-2.0
import Glibc
import Tables

/// Looks for rows of one table of a release in one file of a finding, record by record.
struct CopySearch {
    /// Records that are compared as one piece.
    private static let blockLength = 1024
    /// Lines of one cell each that are looked at as rows of several.
    private static let mostSingles = 1 << 17
    /// A file of so few lines may have rows for columns.
    private static let mostTransposed = 64
    /// Rows of the release that are looked at for one file.
    private static let budget = 1_500_000_000
    /// Rounded numbers are followed in files of no more records than this.
    private static let mostRounded = 1 << 15

    let index: ReleaseIndex
    private let recordMarks: RecordMarks
    private var rows: RowSign
    private var sequences: SequenceSign
    private var columns: ColumnSign
    private var block = HitBlock()
    /// Every record as long as each has one cell.
    private var singles: HitBlock? = HitBlock()
    /// The first records, when there are few.
    private var few: HitBlock? = HitBlock()
    private var places: UInt32 = 0
    private var path = RecordPath()
    private var records = 0
    private var hits = 0
    private var budget = CopySearch.budget
    private var others: [CopyFinding] = []
    /// What stands in the file and is a cell of the release, by its hash.
    private(set) var marks: [UInt64: RareMark] = [:]
    /// Lines that are whole rows.
    private var whole: [(line: Int, row: Int)] = []

    init(_ index: ReleaseIndex) {
        self.index = index
        recordMarks = RecordMarks(index)
        rows = RowSign(recordMarks)
        sequences = SequenceSign(recordMarks)
        columns = ColumnSign(index)
    }

    /// Takes a cell of the record at hand.
    mutating func add(_ cutter: WordCutter, cell: Int) {
        path.take(cutter.words)
        let first = places
        index.find(cutter.words) { entry, range in
            block.append(
                .init(
                    entry: UInt32(truncatingIfNeeded: entry),
                    place: first &+ UInt32(range.lowerBound),
                    cell: UInt32(truncatingIfNeeded: cell)
                )
            )
        }
        places = first &+ UInt32(cutter.words.count)
    }

    /// Takes a mark of the file.
    mutating func add(mark hash: UInt64, _ written: Bytes, line: Int) {
        guard let found = index.marks.find(hash) else { return }
        if let known = marks[hash] {
            if line < known.line { marks[hash]?.line = line }
        } else {
            marks[hash] = RareMark(
                line: line,
                column: index.header[found.column],
                times: found.times,
                masked: MarkCutter.masked(written)
            )
        }
    }

    /// Looks whether a line is a whole row, whatever else its text is read as.
    mutating func look(atLine cutter: WordCutter, line: Int) {
        var path = RecordPath()
        path.take(cutter.words)
        addWhole(path, line: line)
    }

    private mutating func addWhole(_ path: RecordPath, line: Int) {
        guard let known = path.find(in: index.whole) else { return }
        whole.append((line, Int(index.wholeRows[Int(known)])))
    }

    /// Ends the record at hand, which has so many cells.
    mutating func close(cells: Int, line: Int) {
        let start = block.ends.last ?? 0
        let found = block.hits[start...]
        let identity = path.plain
        if !path.isEmpty {
            records += 1
            addWhole(path, line: line)
        }
        hits += found.count
        if singles != nil {
            if cells <= 1, found.isEmpty || found.last?.place ?? 0 < 24, records < Self.mostSingles {
                singles?.append(found, line: line, identity: identity)
            } else {
                singles = nil
            }
        }
        if few != nil {
            if records <= Self.mostTransposed {
                few?.append(found, line: line, identity: identity)
            } else {
                few = nil
            }
        }
        if !path.isEmpty { block.close(line: line, identity: identity) }
        places = 0
        path = RecordPath()
        if block.count >= Self.blockLength { evaluate() }
    }

    private mutating func evaluate() {
        Self.look(block, recordMarks, &rows, &sequences, &columns, after: records, hits: hits, &budget)
        block.removeAll()
    }

    private static func look(
        _ block: HitBlock,
        _ marks: RecordMarks,
        _ rows: inout RowSign,
        _ sequences: inout SequenceSign,
        _ columns: inout ColumnSign,
        after records: Int,
        hits all: Int,
        _ budget: inout Int
    ) {
        let precise = records > mostRounded
        for record in 0..<block.count {
            let hits = block.hits[block.range(record)]
            guard !hits.isEmpty else { continue }
            marks.take(hits)
            rows.look(hits, line: Int(block.lines[record]), after: records, &budget)
            sequences.count(precise: precise)
            columns.look(hits, of: all, line: Int(block.lines[record]), &budget)
            guard budget > 0 else { return }
        }
        sequences.look(block, precise: precise, &budget)
    }

    /// Looks at a block as if it were a file.
    private mutating func look(apart block: HitBlock) {
        var rows = RowSign(recordMarks)
        var sequences = SequenceSign(recordMarks)
        var columns = ColumnSign(index)
        let all = block.hits.count
        Self.look(block, recordMarks, &rows, &sequences, &columns, after: 0, hits: all, &budget)
        others += findings(rows, sequences, columns, among: block.count, hits: all)
    }

    /// What was found in the whole file; `nil` when comparing took too long.
    mutating func finish() -> [CopyFinding]? {
        evaluate()
        var found = whole.map { CopyFinding.row(line: $0.line, releaseLine: Int(index.lines[$0.row])) }
        found += findings(rows, sequences, columns, among: records, hits: hits)
        if found.isEmpty {
            if let turned = few.flatMap(transposed) { look(apart: turned) }
            if let singles, singles.count >= 4, singles.count > singles.ends.count / 2 { regroup(singles) }
            found = others
        }
        guard budget > 0 || !found.isEmpty else { return nil }
        return CopyFinding.merged(found)
    }

    private func findings(
        _ rows: RowSign,
        _ sequences: SequenceSign,
        _ columns: ColumnSign,
        among records: Int,
        hits: Int
    ) -> [CopyFinding] {
        var found = rows.copies(among: records).map {
            CopyFinding.row(line: $0.line, releaseLine: Int(index.lines[$0.row]))
        }
        let all = Double(max(2, index.rows))
        if let run = sequences.best, run.bits >= log2(all * Double(max(1, records))) + 10 {
            found.append(
                .sequence(
                    lines: run.firstLine...max(run.firstLine, run.lastLine),
                    releaseLines: Int(index.lines[Int(run.firstRow)])...Int(index.lines[Int(run.row)])
                )
            )
        }
        if let run = columns.copy(of: hits) {
            found.append(
                .column(
                    line: run.line,
                    name: index.header[run.column],
                    releaseLines: Int(index.lines[Int(run.firstRow)])...Int(index.lines[Int(run.row)])
                )
            )
        }
        if let repeats = sequences.repeats {
            found.append(.repeats(line: repeats.line, times: repeats.times))
        }
        return found
    }

    /// The cells of all lines that stand at one place, as a record.
    private func transposed(_ block: HitBlock) -> HitBlock? {
        var cells: UInt32 = 0
        for hit in block.hits { cells = max(cells, hit.cell) }
        guard block.count >= 2, cells >= 3, cells < 1 << 20 else { return nil }
        var columns: [[HitBlock.Hit]] = Array(repeating: [], count: Int(cells) + 1)
        for record in 0..<block.count {
            for hit in block.hits[block.range(record)] {
                let place = UInt32(record) << 16 | hit.place & 0xFFFF
                columns[Int(hit.cell)].append(.init(entry: hit.entry, place: place, cell: UInt32(record)))
            }
        }
        var turned = HitBlock()
        for hits in columns where !hits.isEmpty {
            let identity = hits.reduce(WordPath.start) { WordPath.step($0, UInt64($1.entry)) }
            turned.append(hits[...], line: Int(block.lines.first ?? 1), identity: identity)
        }
        return turned
    }

    /// Lines of one cell each, a few of which may be a row.
    private mutating func regroup(_ lines: HitBlock) {
        let width = index.header.count
        let widths = width <= 12 ? Array(2...width + 1) : [width - 1, width, width + 1]
        for step in widths {
            for first in 0..<step where first < lines.count {
                var block = HitBlock()
                for start in stride(from: first, to: lines.count, by: step) {
                    let end = min(lines.count, start + step)
                    var hits: [HitBlock.Hit] = []
                    var identity = WordPath.start
                    for record in start..<end {
                        identity = WordPath.step(identity, lines.identities[record])
                        for hit in lines.hits[lines.range(record)] {
                            let place = UInt32(record - start) << 16 | hit.place & 0xFFFF
                            hits.append(.init(entry: hit.entry, place: place, cell: UInt32(record - start)))
                        }
                    }
                    block.append(hits[...], line: Int(lines.lines[start]), identity: identity)
                }
                look(apart: block)
                guard others.isEmpty, budget > 0 else { return }
            }
        }
    }
}

extension HitBlock {
    fileprivate mutating func append(_ hits: ArraySlice<Hit>, line: Int, identity: UInt64) {
        for hit in hits { append(hit) }
        close(line: line, identity: identity)
    }
}
