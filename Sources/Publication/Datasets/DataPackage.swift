// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// A Data Package with a Table Schema for each table, to be put beside the files.
/// https://specs.frictionlessdata.io/data-package/
enum DataPackage {
    static func json(_ release: DatasetDescription, at site: Site) -> JSON {
        .object(compacting: [
            "name": .string("\(release.dataset)-\(release.sequence)"),
            "id": .string(release.url(at: site)),
            "homepage": .string(release.url(at: site)),
            "title": .string(release.title),
            "description": .string(release.description),
            "version": .string("\(release.sequence)"),
            "created": .text(release.releasedAt),
            "keywords": release.keywords.isEmpty ? nil : .array(release.keywords.map(JSON.string)),
            "contributors": [["title": .string(release.organisation), "role": "publisher"]],
            "licenses": [["path": .string(release.url(at: site)), "title": "The terms of the release"]],
            "resources": .array(
                release.files.enumerated().map { resource($1, number: $0 + 1, release.missing) }
            ),
        ])
    }

    private static func resource(_ file: DatasetDescription.File, number: Int, _ missing: [String]) -> JSON {
        .object(compacting: [
            "name": .string("table-\(number)"),
            "title": .string(file.name),
            "path": .string(file.name),
            "format": "csv",
            "mediatype": .string(file.mediaType),
            "encoding": .string(file.writing.encoding),
            "dialect": dialect(file.writing),
            "bytes": .integer(file.size),
            "hash": .text(file.digest),
            "profile": "tabular-data-resource",
            // What a column's values are is not published; what its name is, is.
            "schema": [
                "fields": .array(file.columns.map { ["name": .string($0), "type": "any"] }),
                "missingValues": .array(([""] + missing).map(JSON.string)),
            ],
        ])
    }

    /// Of a table that is not cut by commas below its first line.
    private static func dialect(_ writing: DatasetDescription.Writing) -> JSON? {
        guard !writing.isCommaSeparated else { return nil }
        return .object(compacting: [
            "delimiter": .string(writing.delimiter),
            "quoteChar": "\"",
            "doubleQuote": true,
            "headerRows": writing.skippedLines == 0 ? nil : [.integer(Int64(writing.skippedLines) + 1)],
        ])
    }
}
