// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Documents
import Tables

/// A file of a release against which a finding is judged.
package struct ReleaseCopy: Sendable {
    /// The dataset's public identifier and the release's number, with a slash between them.
    package let release: String
    /// The file's name within the release.
    package let name: String
    /// Whether a version of the finding names the release.
    package let isDeclared: Bool
    /// Opens the table; `nil` when it is gone, as those of a retired release may be.
    package let open: (@Sendable () throws -> any ByteSource)?
    /// How it is written.
    package let dialect: Dialect

    package init(
        release: String,
        name: String,
        isDeclared: Bool,
        dialect: Dialect = Dialect(),
        open: (@Sendable () throws -> any ByteSource)?
    ) {
        self.release = release
        self.name = name
        self.isDeclared = isDeclared
        self.dialect = dialect
        self.open = open
    }
}

/// A text of a finding: a file, or what is said of it.
package struct FindingText {
    package let name: String
    /// Whether it is said to be a table, by its name or its media type.
    let isTable: Bool
    /// Hands out the bytes, which need not outlive the call.
    package let read: ((UnsafeBufferPointer<UInt8>) throws -> Void) throws -> Void

    package init(
        name: String,
        mediaType: String = "",
        read: @escaping ((UnsafeBufferPointer<UInt8>) throws -> Void) throws -> Void
    ) {
        self.name = name
        isTable =
            [".csv", ".tsv", ".tab"].contains(where: name.lowercased().hasSuffix)
            || ["text/csv", "text/tab-separated-values"].contains(where: mediaType.hasPrefix)
        self.read = read
    }
}

/// Looks through all texts of a finding in one pass: each is read once, and each release once for all.
///
/// A release that is too large to be kept whole is taken in parts, and then the texts are read once for each.
package struct ScreeningPass {
    /// Of one text, what was found in it.
    package struct Result: Sendable {
        package let name: String
        package internal(set) var items: [ScreenItem] = []
        /// What it counts, to be compared with what others counted.
        package internal(set) var counts: [OutputCount] = []
        var totals: [OutputCount] = []
    }

    /// A table of a release, or as much of it as is compared at once.
    private struct Part {
        /// The place of its release.
        let place: Int
        let index: ReleaseIndex
    }

    /// What reads PDF, which is started and may not be there.
    package static let pdfProgram = PDFText.program

    private let releases: [ReleaseCopy]
    private let identifiers: IdentifierRules
    private let onUnreadable: (ReleaseCopy, CSVError) throws -> Void
    private let onProgress: (Double) throws -> Void

    /// A release that cannot be read is told to `onUnreadable`; if that does not throw, it is an item of
    /// every text, and what was read of it before is compared.
    package init(
        releases: [ReleaseCopy],
        for identifiers: IdentifierRules = .usual,
        onUnreadable: @escaping (ReleaseCopy, CSVError) throws -> Void = { _, _ in },
        onProgress: @escaping (Double) throws -> Void = { _ in }
    ) {
        self.releases = releases
        self.identifiers = identifiers
        self.onUnreadable = onUnreadable
        self.onProgress = onProgress
    }

    /// What was found in each text, in their order.
    package func run(_ texts: [FindingText]) throws -> [Result] {
        var results = texts.map { Result(name: $0.name) }
        var marks = Array(
            repeating: Array(repeating: [UInt64: RareMark](), count: releases.count),
            count: texts.count
        )
        var kept: [Part] = []
        var cells = 0
        var isFirst = true
        func lookAtAll() throws {
            for (place, text) in texts.enumerated() {
                try onProgress(Double(place) / Double(max(1, texts.count)))
                try look(at: text, beside: kept, isFirst: isFirst, &results[place], &marks[place])
            }
            isFirst = false
            kept = []
            cells = 0
        }
        for (number, release) in releases.enumerated() {
            guard let open = release.open else {
                for place in results.indices {
                    results[place].items.append(.notCompared(with: release, texts[place].name))
                }
                continue
            }
            var builder = ReleaseIndexBuilder(name: release.name, header: [])
            do {
                var reader = try CSVReader(open(), dialect: release.dialect) { _ in try onProgress(0) }
                builder = ReleaseIndexBuilder(name: release.name, header: reader.header)
                while try reader.next() {
                    if builder.isFull {
                        let full = builder
                        builder = ReleaseIndexBuilder(name: release.name, header: reader.header)
                        kept.append(Part(place: number, index: full.finished()))
                        try lookAtAll()
                    }
                    builder.add(reader)
                }
            } catch let error as CSVError {
                try onUnreadable(release, error)
                for place in results.indices {
                    results[place].items.append(.unreadable(release, error, texts[place].name))
                }
            }
            guard !builder.isEmpty else { continue }
            let index = builder.finished()
            cells += index.rows * max(1, index.header.count)
            kept.append(Part(place: number, index: index))
            if cells >= ReleaseIndex.mostCells { try lookAtAll() }
        }
        if isFirst || !kept.isEmpty { try lookAtAll() }
        for place in results.indices { tellRare(marks[place], &results[place]) }
        TotalDifferences.tell(&results)
        return results.map(Self.tidied)
    }

    private func look(
        at text: FindingText,
        beside kept: [Part],
        isFirst: Bool,
        _ result: inout Result,
        _ marks: inout [[UInt64: RareMark]]
    ) throws {
        let screen = FileScreen(text, kept.map(\.index), for: identifiers, looksAtText: isFirst)
        try text.read {
            let found = try screen.read($0)
            result.items += found.items
            result.counts += found.counts
            result.totals += found.totals
        }
        for (copies, part) in zip(screen.copies(), kept) {
            // A mark is rare when it is so in all parts of a release together.
            marks[part.place].merge(copies.marks) { known, more in
                var both = known
                both.times += more.times
                return both
            }
            let release = releases[part.place]
            guard let found = copies.found else {
                result.items.append(.tooLong(release, text.name))
                continue
            }
            if release.isDeclared {
                result.items += found.map { .copy($0, of: release, text.name) }
            } else if let first = found.first {
                result.items.append(.undeclared(release, text.name, line: first.line))
            }
        }
    }

    /// What names a few units of each release.
    private func tellRare(_ marks: [[UInt64: RareMark]], _ result: inout Result) {
        for (release, found) in zip(releases, marks) {
            let rare = found.values.filter { $0.times < RareMark.enough }.sorted {
                ($0.line, $0.masked, $0.column) < ($1.line, $1.masked, $1.column)
            }
            if release.isDeclared {
                result.items += rare.map { .rare($0, result.name) }
            } else if let first = rare.first {
                result.items.append(.undeclared(release, result.name, line: first.line))
            }
        }
    }

    /// Each item once: two readings of a file find much the same.
    ///
    /// Of a release that nobody named there is one item, whatever was found of it.
    private static func tidied(_ result: Result) -> Result {
        var seen: Set<ScreenItem> = []
        var tidied = result
        tidied.items = result.items.filter { seen.insert($0.onceForItsRelease).inserted }
        return tidied
    }
}

extension ScreenItem {
    fileprivate static func copy(_ found: CopyFinding, of release: ReleaseCopy, _ file: String) -> Self {
        Self(
            rule: "copied_row",
            file: file,
            line: found.line,
            severity: .fail,
            detail: found.detail(of: release.name)
        )
    }

    /// The same without its line when it tells of a release that nobody named.
    fileprivate var onceForItsRelease: Self {
        guard rule == Self.undeclaredRule else { return self }
        return Self(rule: rule, file: file, line: nil, severity: severity, detail: detail)
    }

    private static let undeclaredRule = "undeclared_release"

    fileprivate static func rare(_ mark: RareMark, _ file: String) -> Self {
        Self(
            rule: OutputItem.Rule.rareToken.rawValue,
            file: file,
            line: mark.line,
            severity: .fail,
            detail: "\(mark.column): \(mark.masked) stands in \(mark.times) rows of the release"
        )
    }

    /// What has something of a release that no version of the finding names.
    fileprivate static func undeclared(_ release: ReleaseCopy, _ file: String, line: Int) -> Self {
        Self(
            rule: undeclaredRule,
            file: file,
            line: line,
            severity: .fail,
            detail:
                "has something of \(release.name) of \(release.release), which its people have had before them and it does not name"
        )
    }

    /// What was not compared does not pass.
    fileprivate static func notCompared(with release: ReleaseCopy, _ file: String) -> Self {
        Self(
            rule: "not_compared",
            file: file,
            line: nil,
            severity: .fail,
            detail: "\(release.name) of \(release.release) is no longer there"
        )
    }

    fileprivate static func unreadable(_ release: ReleaseCopy, _ error: CSVError, _ file: String) -> Self {
        Self(
            rule: "not_compared",
            file: file,
            line: nil,
            severity: .fail,
            detail: "\(release.name) of \(release.release) cannot be read: \(error)"
        )
    }

    fileprivate static func tooLong(_ release: ReleaseCopy, _ file: String) -> Self {
        Self(
            rule: "not_compared",
            file: file,
            line: nil,
            severity: .fail,
            detail: "comparing it with \(release.name) of \(release.release) takes too long"
        )
    }
}
