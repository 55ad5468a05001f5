// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// Croissant 1.0, by which libraries for machine learning load tables.
/// https://docs.mlcommons.org/croissant/docs/croissant-spec.html
enum Croissant {
    static func json(_ release: DatasetDescription, at site: Site) -> JSON {
        .object(compacting: [
            "@context": context,
            "@type": "sc:Dataset",
            "conformsTo": "http://mlcommons.org/croissant/1.0",
            "name": .string(release.title),
            "description": .string(release.description),
            "url": .string(release.url(at: site)),
            "license": .string(release.url(at: site)),
            "version": .string("\(release.sequence).0.0"),
            "citeAs": .string(
                "\(release.organisation). \(release.title), release \(release.sequence). \(site.name). \(release.url(at: site))"
            ),
            "datePublished": .string(String(release.releasedAt.description.prefix(10))),
            "creator": .object(compacting: [
                "@type": "sc:Organization", "name": .string(release.organisation),
                "url": .string(release.organisationROR?.url ?? site.url),
            ]),
            "publisher": ["@type": "sc:Organization", "name": .string(site.name), "url": .string(site.url)],
            "keywords": release.keywords.isEmpty ? nil : .array(release.keywords.map(JSON.string)),
            "distribution": .array(
                release.files.enumerated().map { fileObject($1, number: $0 + 1, release.url(at: site)) }
            ),
            "recordSet": .array(release.files.enumerated().map { recordSet($1, number: $0 + 1) }),
        ])
    }

    private static func fileObject(_ file: DatasetDescription.File, number: Int, _ url: String) -> JSON {
        .object(compacting: [
            "@type": "cr:FileObject",
            "@id": .string("file-\(number)"),
            "name": .string(file.name),
            "contentUrl": .string("\(url)/files/\(Percent.encode(file.name))"),
            "contentSize": .string("\(file.size) B"),
            "description": file.writing == DatasetDescription.Writing() ? nil : .string(file.writing.words),
            "encodingFormat": .string(encodingFormat(file)),
            "sha256": .string(file.digest.hex),
        ])
    }

    /// The media type; libraries read `text/csv` by commas in UTF-8 and know nothing else of it, so that what
    /// is written otherwise has a name that they refuse rather than misread.
    private static func encodingFormat(_ file: DatasetDescription.File) -> String {
        let writing = file.writing
        if writing.encoding == "utf-8", writing.skippedLines == 0 {
            if writing.delimiter == "," { return file.mediaType }
            if writing.delimiter == "\t" { return "text/tab-separated-values" }
        }
        return "\(file.mediaType); charset=\(writing.encoding)"
    }

    private static func recordSet(_ file: DatasetDescription.File, number: Int) -> JSON {
        [
            "@type": "cr:RecordSet",
            "@id": .string("table-\(number)"),
            "name": .string(file.name),
            "field": .array(
                file.columns.enumerated().map { position, column in
                    [
                        "@type": "cr:Field",
                        "@id": .string("table-\(number)/column-\(position + 1)"),
                        "name": .string(column),
                        // What a column's values are is not published.
                        "dataType": "sc:Text",
                        "source": [
                            "fileObject": ["@id": .string("file-\(number)")],
                            "extract": ["column": .string(column)],
                        ],
                    ]
                }
            ),
        ]
    }

    /// The context of the standard, as it is given there.
    private static let context: JSON = .object(
        names.merging([
            "@language": "en",
            "@vocab": "https://schema.org/",
            "cr": "http://mlcommons.org/croissant/",
            "rai": "http://mlcommons.org/croissant/RAI/",
            "dct": "http://purl.org/dc/terms/",
            "sc": "https://schema.org/",
            "conformsTo": "dct:conformsTo",
            "data": ["@id": "cr:data", "@type": "@json"],
            "examples": ["@id": "cr:examples", "@type": "@json"],
            "dataType": ["@id": "cr:dataType", "@type": "@vocab"],
        ]) { $1 }
    )

    private static let names: [String: JSON] = Dictionary(
        uniqueKeysWithValues: [
            "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject",
            "fileSet", "format",
            "includes",
            "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references",
            "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
        ].map { ($0, .string("cr:\($0)")) }
    )
}
