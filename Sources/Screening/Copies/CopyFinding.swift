// SPDX-License-Identifier: Apache-2.0

/// What shows that a file holds rows of a release.
enum CopyFinding: Hashable, Sendable {
    case row(line: Int, releaseLine: Int)
    case sequence(lines: ClosedRange<Int>, releaseLines: ClosedRange<Int>)
    case column(line: Int, name: String, releaseLines: ClosedRange<Int>)
    case repeats(line: Int, times: Int)

    var line: Int {
        switch self {
        case .row(let line, _), .column(let line, _, _), .repeats(let line, _): line
        case .sequence(let lines, _): lines.lowerBound
        }
    }

    /// By line, then by sign, then by what it fits.
    private var order: (Int, Int, Int, String) {
        switch self {
        case .row(let line, let row): (line, 0, row, "")
        case .sequence(let lines, let rows): (line, 1, rows.lowerBound, "\(lines) \(rows)")
        case .column(_, let name, let rows): (line, 2, rows.lowerBound, "\(name) \(rows)")
        case .repeats(_, let times): (line, 3, times, "")
        }
    }

    /// Each line once for rows, in the order of lines.
    static func merged(_ found: [CopyFinding]) -> [CopyFinding] {
        var lines: Set<Int> = []
        return Set(found).sorted { $0.order < $1.order }.filter {
            guard case .row(let line, _) = $0 else { return true }
            return lines.insert(line).inserted
        }
    }

    func detail(of release: String) -> String {
        switch self {
        case .row(_, let line): "the same as line \(line) of \(release)"
        case .sequence(let lines, let rows):
            "lines \(lines.lowerBound) to \(lines.upperBound) follow lines \(rows.lowerBound) to \(rows.upperBound) of \(release)"
        case .column(_, let name, let rows):
            "values of “\(name)” as they stand in lines \(rows.lowerBound) to \(rows.upperBound) of \(release)"
        case .repeats(_, let times): "\(times) whole rows of \(release), many of them more than once"
        }
    }
}
