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

        package init(release: String, name: String, isDeclared: Bool, path: String?) {
            self.release = release
            self.name = name
            self.isDeclared = isDeclared
            self.path = path
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

    private var delimiter: UInt8? {
        let name = name.lowercased()
        if mediaType.hasPrefix("text/csv") || name.hasSuffix(".csv") { return UInt8(ascii: ",") }
        if mediaType.hasPrefix("text/tab-separated-values") || name.hasSuffix(".tsv") {
            return UInt8(ascii: "\t")
        }
        return nil
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
        if let delimiter {
            do {
                items += try columns(delimiter, rules)
            } catch let error as CSVError {
                items.append(.notATable(name, "\(error)"))
            }
        }
        for identifier in try IdentifierScanner.scan(text: InputFile(following: path), rules: rules) {
            items.append(.identifier(identifier, in: name))
        }
        return items
    }

    /// Columns full of identifiers that one cell alone does not prove, such as card numbers.
    private func columns(_ delimiter: UInt8, _ rules: IdentifierRules) throws -> [ScreeningReport.Item] {
        var reader = try CSVReader(InputFile(following: path), delimiter: delimiter)
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
        var result = OutputCheck.Result()
        if let delimiter {
            do {
                result = try OutputCheck.check(table: InputFile(following: path), delimiter: delimiter)
            } catch is CSVError {
                // Reported as not a table; its lines are read all the same.
                result = try OutputCheck.check(markdown: InputFile(following: path))
            }
        } else {
            result = try OutputCheck.check(markdown: InputFile(following: path))
        }
        return (result.items.map { .output($0, in: name) }, result.counts)
    }

    /// What names a few units of a release.
    package func rareTokens(of releases: [ReleaseCopy]) throws -> [ScreeningReport.Item] {
        guard releases.contains(where: { $0.path != nil }), try !isBinary() else { return [] }
        var tokens = RareTokens()
        try tokens.add(text: InputFile(following: path))
        guard !tokens.isEmpty else { return [] }
        return try releases.flatMap { release -> [ScreeningReport.Item] in
            guard let copy = release.path else { return [] }
            let rare = try tokens.rare(in: InputFile(following: copy))
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
        if let delimiter {
            do {
                try matcher.add(table: InputFile(following: path), delimiter: delimiter)
            } catch is CSVError {
                matcher = RowMatcher()
            }
        }
        // Of a table too: its name does not bind it to one delimiter.
        try matcher.add(text: InputFile(following: path))
        return try releases.flatMap { release in
            guard let copy = release.path else {
                return [ScreeningReport.Item.notCompared(with: release, in: name)]
            }
            let copies = try matcher.copies(of: InputFile(following: copy))
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
