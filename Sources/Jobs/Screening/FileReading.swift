// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import Foundation
import Store

/// One file of a finding, as the screening reads it: as a table when it is one, as lines of text when it is readable.
struct FileReading {
    private let file: FindingFileRecord
    private let path: String

    init(_ file: FindingFileRecord, path: String) {
        self.file = file
        self.path = path
    }

    private var delimiter: UInt8? {
        let name = file.name.lowercased()
        if file.mediaType.hasPrefix("text/csv") || name.hasSuffix(".csv") { return UInt8(ascii: ",") }
        if file.mediaType.hasPrefix("text/tab-separated-values") || name.hasSuffix(".tsv") {
            return UInt8(ascii: "\t")
        }
        return nil
    }

    /// Whether the file is bytes that people do not read as they are: a NUL in its beginning tells.
    private func isBinary() throws -> Bool {
        let source = try FileSource(path: path)
        return try withUnsafeTemporaryAllocation(byteCount: 8192, alignment: 16) { buffer in
            let count = try source.read(into: buffer)
            return buffer[..<count].contains(0)
        }
    }

    /// What looks like a direct identifier, by line; of tables by column as well.
    func identifiers() throws -> [ScreeningReport.Item] {
        if try isBinary() { return [.unreadable(file.name)] }
        var items: [ScreeningReport.Item] = []
        if let delimiter {
            do {
                items += try columns(delimiter)
            } catch let error as CSVError {
                items.append(.notATable(file.name, "\(error)"))
            }
        }
        for finding in try IdentifierScanner.scan(text: FileSource(path: path)) {
            items.append(.identifier(finding, in: file.name))
        }
        return items
    }

    /// Columns full of identifiers that one cell alone does not prove, such as card numbers.
    private func columns(_ delimiter: UInt8) throws -> [ScreeningReport.Item] {
        var reader = try CSVReader(FileSource(path: path), delimiter: delimiter)
        var scanner = IdentifierScanner(header: reader.header)
        while try reader.next() { scanner.add(reader) }
        // A small table of results has distinct labels in every row; only what was recognised counts here.
        return scanner.findings().filter { $0.hits > 0 && $0.verdict == .blocking && !$0.kind.isGuess }.map {
            .column($0, in: file.name)
        }
    }

    /// The rows of the file that are rows of a release that was used.
    func copiedRows(of releases: [ReleaseFileRecord], in store: FileStore) throws -> [ScreeningReport.Item] {
        guard !releases.isEmpty, try !isBinary() else { return [] }
        var matcher = RowMatcher()
        if let delimiter {
            do {
                try matcher.add(table: FileSource(path: path), delimiter: delimiter)
            } catch is CSVError {
                matcher = RowMatcher()
            }
        }
        // Of a table too: its name does not bind it to one delimiter.
        try matcher.add(text: FileSource(path: path))
        return try releases.flatMap { release in
            // The files of a retired release may be gone.
            guard store.contains(release.digest) else {
                return [ScreeningReport.Item.notCompared(with: release.name, in: file.name)]
            }
            return try matcher.copies(of: FileSource(path: store.path(of: release.digest))).map { match in
                .copiedRow(line: match.line, of: release.name, releaseLine: match.releaseLine, in: file.name)
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
