// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import Files
import Foundation
import Store
import Tables

/// One file of a finding, as the screening reads it: as a table when it is one, as lines of
/// text when it is readable.
package struct FileReading {
    /// A file of a release against which a finding is judged.
    package struct ReleaseCopy: Sendable {
        /// The dataset's public identifier and the release's number, with a slash between them.
        package let release: String
        /// The file's name within the release.
        package let name: String
        /// Whether a version of the finding names the release.
        package let isDeclared: Bool
        /// Where it is; `nil` when it is gone, as those of a retired release may be.
        package let path: String?
        /// How it is written.
        package let dialect: Dialect

        package init(
            release: String,
            name: String,
            isDeclared: Bool,
            path: String?,
            dialect: Dialect = Dialect()
        ) {
            self.release = release
            self.name = name
            self.isDeclared = isDeclared
            self.path = path
            self.dialect = dialect
        }
    }

    private let name: String
    private let mediaType: String
    private let path: String

    package init(name: String, mediaType: String, path: String) {
        self.name = name
        self.mediaType = mediaType
        self.path = path
    }

    /// Whether the file says that it is a table.
    private var isTable: Bool {
        ["text/csv", "text/tab-separated-values"].contains { mediaType.hasPrefix($0) }
            || [".csv", ".tsv", ".tab"].contains { name.lowercased().hasSuffix($0) }
    }

    /// Hands every dialect in which the table reads to `body`: where two are equally good, both count.
    ///
    /// What stands in the way of reading it as a table at all, if anything does.
    private func forEachReading(_ body: (Dialect) throws -> Void) throws -> CSVError? {
        do {
            let dialects = try TableFile.dialects(of: path, named: name)
            for dialect in dialects { try body(dialect) }
            guard dialects.isEmpty else { return nil }
            // The strict reader says why.
            let table = try TableFile(finding: path)
            var reader = try CSVReader(table.open(), dialect: table.dialect)
            while try reader.next() {}
            return .dialect(.uneven)
        } catch let error as CSVError {
            return error
        }
    }

    /// Whether the file is bytes that people do not read as they are: a NUL in its beginning shows it.
    private func isBinary() throws -> Bool {
        let source = try InputFile(following: path)
        return try withUnsafeTemporaryAllocation(byteCount: 8192, alignment: 16) { buffer in
            let count = try source.read(into: buffer)
            return buffer[..<count].contains(0)
        }
    }

    /// What looks like a direct identifier, by line; of tables by column as well.
    package func identifiers(_ rules: IdentifierRules = .usual) throws -> [ScreeningReport.Item] {
        if try isBinary() { return [.unreadable(name)] }
        var items: [ScreeningReport.Item] = []
        if isTable {
            var found: [ScreeningReport.Item] = []
            let error = try forEachReading { found += try columns($0, rules) }
            items += Self.once(found)
            if let error { items.append(.notATable(name, "\(error)")) }
        }
        for identifier in try IdentifierScanner.scan(text: InputFile(following: path), rules: rules) {
            items.append(.identifier(identifier, in: name))
        }
        return items
    }

    /// Columns full of identifiers that one cell alone does not prove, such as card numbers.
    private func columns(_ dialect: Dialect, _ rules: IdentifierRules) throws -> [ScreeningReport.Item] {
        var reader = try CSVReader(InputFile(following: path), dialect: dialect, naming: .lenient)
        var scanner = IdentifierScanner(header: reader.header, rules: rules)
        while try reader.next() { scanner.add(reader) }
        // A small table of results has distinct labels in every row; only what was recognised counts here.
        return scanner.identifiers().filter { $0.hits > 0 && $0.severity == .blocking && !$0.kind.isGuess }
            .map {
                .column($0, in: name)
            }
    }

    /// Statistics that disclose something about single units, and the counts to compare with
    /// those of earlier findings.
    package func outputs() throws -> (items: [ScreeningReport.Item], counts: [OutputCount]) {
        guard try !isBinary() else { return ([], []) }
        var items: [OutputItem] = []
        var counts: [OutputCount] = []
        var isRead = false
        if isTable {
            let error = try forEachReading { dialect in
                let found = try OutputCheck.check(
                    table: InputFile(following: path),
                    dialect: dialect,
                    naming: .lenient
                )
                items += found.items
                counts += found.counts
            }
            isRead = error == nil
        }
        if !isRead {
            // What is no table is reported as that; its lines are read all the same.
            let found = try OutputCheck.check(markdown: InputFile(following: path))
            items += found.items
            counts += found.counts
        }
        return (Self.once(items.map { .output($0, in: name) }), counts)
    }

    /// Each item once: two readings of a file find much the same.
    private static func once(_ items: [ScreeningReport.Item]) -> [ScreeningReport.Item] {
        var seen: Set<[String]> = []
        return items.filter { seen.insert([$0.rule, $0.line.map(String.init) ?? "", $0.detail]).inserted }
    }

    /// What names a few units of a release.
    package func rareTokens(of releases: [ReleaseCopy]) throws -> [ScreeningReport.Item] {
        guard releases.contains(where: { $0.path != nil }), try !isBinary() else { return [] }
        var tokens = RareTokens()
        try tokens.add(text: InputFile(following: path))
        guard !tokens.isEmpty else { return [] }
        return try releases.flatMap { release -> [ScreeningReport.Item] in
            guard let copy = release.path else { return [] }
            let rare = try tokens.rare(in: TableFile.open(copy), dialect: release.dialect)
            if !release.isDeclared {
                return rare.prefix(1).map { .undeclared(release, in: name, line: $0.line) }
            }
            return rare.map { .output($0, in: name) }
        }
    }

    /// The rows of the file that are rows of a release.
    package func copiedRows(of releases: [ReleaseCopy]) throws -> [ScreeningReport.Item] {
        guard !releases.isEmpty, try !isBinary() else { return [] }
        var matcher = RowMatcher()
        if isTable {
            let error = try forEachReading { dialect in
                try matcher.add(table: InputFile(following: path), dialect: dialect, naming: .lenient)
            }
            // Lines are rows below.
            if error != nil { matcher = RowMatcher() }
        }
        // Of a table too: its name does not bind it to one delimiter.
        try matcher.add(text: InputFile(following: path))
        return try releases.flatMap { release in
            guard let copy = release.path else {
                return [ScreeningReport.Item.notCompared(with: release, in: name)]
            }
            let copies = try matcher.copies(of: TableFile.open(copy), dialect: release.dialect)
            if !release.isDeclared {
                return copies.prefix(1).map { .undeclared(release, in: name, line: $0.line) }
            }
            return copies.map { match in
                .copiedRow(line: match.line, of: release.name, releaseLine: match.releaseLine, in: name)
            }
        }
    }
}

extension IdentifierKind {
    /// Kinds that rest on names and shapes of whole columns, not on what a cell says.
    fileprivate var isGuess: Bool {
        switch self {
        case .columnName, .serial, .nearUnique: true
        default: false
        }
    }
}
