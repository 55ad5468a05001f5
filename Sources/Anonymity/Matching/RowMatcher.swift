// SPDX-License-Identifier: Apache-2.0
import Tables

/// Finds rows of a release that were copied into a file of a finding.
///
/// Two hashes of each of the finding's rows are kept, 128 bits in all, and the release streams past them:
/// memory is a few dozen bytes for each row of the finding. Rows with fewer than three filled cells or very
/// little in them are left out.
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
        /// A hash of its own; two different rows that meet in both are not to be expected.
        let check: UInt64
        let line: Int
    }

    private var candidates: [UInt64: Candidate] = [:]
    /// The further lines of rows that are there more than once, by their hash.
    private var repetitions: [UInt64: [Int]] = [:]

    package init() {}

    /// Whether there is no row worth looking for.
    package var isEmpty: Bool { candidates.isEmpty }

    /// Takes the rows of a table.
    ///
    /// Throws `CSVError` when the file is no table; `add(text:)` can read it all the same.
    package mutating func add(
        table source: any ByteSource,
        dialect: Dialect = Dialect(),
        naming: CSVReader.Naming = .strict,
        onProgress: ((Int) throws -> Void)? = nil
    ) throws {
        var reader = try CSVReader(source, dialect: dialect, naming: naming, onProgress: onProgress)
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
        let hash = row.hash
        guard let known = candidates[hash] else {
            candidates[hash] = Candidate(check: row.check, line: line)
            return
        }
        // A line that is cut in several ways may be one row in two of them.
        guard known.line != line, repetitions[hash]?.last != line else { return }
        repetitions[hash, default: []].append(line)
    }

    /// The kept rows that are rows of this release, in the order of their lines.
    package func copies(
        of release: any ByteSource,
        dialect: Dialect = Dialect(),
        onProgress: ((Int) throws -> Void)? = nil
    ) throws -> [Match] {
        guard !isEmpty else { return [] }
        var reader = try CSVReader(release, dialect: dialect, onProgress: onProgress)
        var found: [Int: Int] = [:]
        var row = RowText()
        while try reader.next() {
            row.removeAll()
            for index in 0..<reader.count { row.append(reader[index]) }
            guard row.isTelling else { continue }
            let hash = row.hash
            guard let candidate = candidates[hash], candidate.check == row.check else { continue }
            for line in [candidate.line] + (repetitions[hash] ?? []) where found[line] == nil {
                found[line] = reader.line
            }
        }
        return found.map { Match(line: $0.key, releaseLine: $0.value) }.sorted { $0.line < $1.line }
    }
}
