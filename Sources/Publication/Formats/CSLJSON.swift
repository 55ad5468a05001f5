// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// An item for citation processors (CSL-JSON 1.0).
enum CSLJSON {
    static func json(_ document: Document, at site: Site) -> JSON {
        .object(compacting: [
            "id": .text(document.pid), "type": "report", "title": .string(document.title),
            "author": .array(
                document.contributors.map { contributor in
                    let name = PersonName(contributor.name)
                    guard let given = name.given else { return ["literal": .string(name.family)] }
                    return ["family": .string(name.family), "given": .string(given)]
                }
            ),
            "issued": [
                "date-parts": [.array(document.dateParts.map { .integer(Int64($0)) })]
            ],
            "abstract": .string(document.abstract), "genre": .string(document.kind.rawValue),
            "publisher": .string(site.name), "language": .string(document.language),
            "version": .string(String(document.version)), "DOI": .string(site.doi(document.pid)),
            "URL": .string(site.page(document.pid)),
            "keyword": document.keywords.isEmpty ? nil : .string(document.keywords.joined(separator: ", ")),
        ])
    }
}
