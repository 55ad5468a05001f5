// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// A `CITATION.cff` (Citation File Format 1.2.0).
///
/// Its values are JSON strings, which YAML reads as they are. The format knows data and software only, so the
/// work itself stands as the preferred citation, of type report.
enum CitationFile {
    static func text(_ document: Document, at site: Site) -> String {
        let authors = document.contributors.map(author)
        var lines = [
            "cff-version: 1.2.0", "message: \(quoted("Please cite this work as below."))", "type: dataset",
        ]
        lines += work(document, site, authors)
        lines += ["license: \(document.license.rawValue)", "abstract: \(quoted(document.abstract))"]
        if !document.keywords.isEmpty {
            lines.append("keywords:")
            lines += document.keywords.map { "  - \(quoted($0))" }
        }
        lines += ["preferred-citation:", "  type: report"]
        lines += work(document, site, authors).map { "  \($0)" }
        lines.append("  institution:")
        lines.append("    name: \(quoted(site.name))")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func work(_ document: Document, _ site: Site, _ authors: [[String]]) -> [String] {
        [
            "title: \(quoted(document.title))", "version: \(quoted(String(document.version)))",
            "doi: \(quoted(site.doi(document.pid)))", "url: \(quoted(site.page(document.pid)))",
            "date-released: \(document.day)", "authors:",
        ] + authors.flatMap { lines in lines.enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 } }
    }

    private static func author(_ contributor: Document.Contributor) -> [String] {
        let name = PersonName(contributor.name)
        var lines = ["family-names: \(quoted(name.family))"]
        if let given = name.given { lines.append("given-names: \(quoted(given))") }
        if let orcid = contributor.orcid { lines.append("orcid: \(quoted(orcid.url))") }
        if let affiliation = contributor.affiliation {
            lines.append("affiliation: \(quoted(affiliation.name))")
        }
        return lines
    }

    private static func quoted(_ text: String) -> String {
        String(decoding: JSON.string(text).canonical, as: UTF8.self)
    }
}
