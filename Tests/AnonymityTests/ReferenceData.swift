// SPDX-License-Identifier: Apache-2.0
import Files
import Foundation
import Tables

@testable import Anonymity

/// The reference tables, which lie beside the checkout and not in it.
enum ReferenceData {
    static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/data")

    static var isPresent: Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: "anonymity_cases.csv").path)
    }

    static func source(_ name: String) throws -> InputFile {
        try InputFile(following: folder.appending(path: name).path)
    }
}

/// All rows of a table as strings, the header first.
func rows(_ source: any ByteSource, dialect: Dialect = Dialect()) throws -> [[String]] {
    var reader = try CSVReader(source, dialect: dialect)
    var rows = [reader.header]
    while try reader.next() {
        rows.append((0..<reader.count).map { String(decoding: reader[$0], as: UTF8.self) })
    }
    return rows
}

/// A CSV cell, quoted when it must be.
func quoted(_ cell: String) -> String {
    let mustQuote = cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    return mustQuote ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
}

func csv(_ header: [String], _ rows: [[String]]) -> MemorySource {
    let lines = ([header] + rows).map { $0.map(quoted).joined(separator: ",") }
    return MemorySource(lines.joined(separator: "\n") + "\n")
}
