// SPDX-License-Identifier: Apache-2.0

/// Finds rows of a release that were copied into a file of a finding.
///
/// The finding's rows are kept, the release streams past them: memory is bounded by the finding. Candidates
/// are found by hash and confirmed byte by byte. Rows with fewer than three filled cells or very little in
/// them are left out.
package struct RowMatcher {
    package struct Match: Hashable, Sendable {
        /// Where the copy is in the finding's file.
        package let line: Int
        /// The first row of the release that it equals.
        package let releaseLine: Int
    }

    static let fewestCells = 3
    static let fewestBytes = 10

    private struct Candidate {
        let text: [UInt8]
        var lines: [Int]
    }

    private var candidates: [UInt64: [Candidate]] = [:]

    package init() {}

    /// Whether there is no row worth looking for.
    package var isEmpty: Bool { candidates.isEmpty }

    /// Takes the rows of a table.
    ///
    /// Throws `CSVError` when the file is none; `add(text:)` then still serves.
    package mutating func add(
        table source: any ByteSource,
        delimiter: UInt8 = UInt8(ascii: ","),
        onProgress: ((Int) throws -> Void)? = nil
    ) throws {
        var reader = try CSVReader(source, delimiter: delimiter, onProgress: onProgress)
        var row = RowText()
        // A copy pasted without the release's header has a row in the header's place.
        for name in reader.header {
            var name = name
            name.withUTF8 { row.append($0) }
        }
        keep(row, line: 1)
        while try reader.next() {
            row.removeAll()
            for index in 0..<reader.count { row.append(reader[index]) }
            keep(row, line: reader.line)
        }
    }

    /// Takes every line of a text that reads as a row: separated by commas, semicolons, tabs or bars.
    package mutating func add(
        text source: any ByteSource,
        onProgress: ((Int) throws -> Void)? = nil
    ) throws {
        var lines = LineReader(source, onProgress: onProgress)
        var row = RowText()
        while try lines.next() {
            for delimiter in LineCells.delimiters where lines.bytes.contains(delimiter) {
                row.removeAll()
                LineCells.forEach(in: lines.bytes, delimiter: delimiter) { row.append($0) }
                keep(row, line: lines.line)
            }
        }
    }

    private mutating func keep(_ row: RowText, line: Int) {
        guard row.isTelling else { return }
        var bucket = candidates[row.hash] ?? []
        if let known = bucket.firstIndex(where: { $0.text == row.bytes }) {
            if bucket[known].lines.last != line { bucket[known].lines.append(line) }
        } else {
            bucket.append(Candidate(text: row.bytes, lines: [line]))
        }
        candidates[row.hash] = bucket
    }

    /// The kept rows that are rows of this release, in the order of their lines.
    package func copies(
        of release: any ByteSource,
        delimiter: UInt8 = UInt8(ascii: ","),
        onProgress: ((Int) throws -> Void)? = nil
    ) throws -> [Match] {
        guard !isEmpty else { return [] }
        var reader = try CSVReader(release, delimiter: delimiter, onProgress: onProgress)
        var found: [Int: Int] = [:]
        var row = RowText()
        while try reader.next() {
            row.removeAll()
            for index in 0..<reader.count { row.append(reader[index]) }
            guard row.isTelling, let bucket = candidates[row.hash] else { continue }
            for candidate in bucket where candidate.text == row.bytes {
                for line in candidate.lines where found[line] == nil { found[line] = reader.line }
            }
        }
        return found.map { Match(line: $0.key, releaseLine: $0.value) }.sorted { $0.line < $1.line }
    }
}
