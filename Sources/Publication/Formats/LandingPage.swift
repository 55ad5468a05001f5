// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// The page that a reader gets who follows a publication's link.
enum LandingPage {
    static func text(_ document: Document, at site: Site) -> String {
        let page = site.page(document.pid)
        let authors = document.contributors.map { contributor in
            contributor.orcid.map { link($0.url, contributor.name) } ?? contributor.name.escapedForMarkup
        }
        let files = document.files.map { file in
            "<li>\(link(site.file(file.name, of: document.pid), file.name)), \(file.size) bytes, SHA-256 <code>\(file.digest.hex)</code></li>"
        }
        let formats = PublicationFormat.allCases.filter { $0 != .html }.map { format in
            "<li>\(link("\(page)/formats/\(format.rawValue)", format.rawValue))</li>"
        }
        return """
            <!DOCTYPE html>
            <html lang="\(document.language.escapedForMarkup)">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>\(document.title.escapedForMarkup)</title>
            <link rel="cite-as" href="\(site.doiURL(document.pid).escapedForMarkup)">
            <script type="application/ld+json">\(embedded(SchemaOrg.json(document, at: site)))</script>
            <h1>\(document.title.escapedForMarkup)</h1>
            <p>\(authors.joined(separator: "; "))</p>
            <p>\(document.kind.rawValue.escapedForMarkup), version \(document.version), <time>\(document.day)</time>,
            \(link(document.license.url, document.license.rawValue)), \(link(site.doiURL(document.pid), "doi:\(site.doi(document.pid))"))</p>
            <p>\(document.abstract.escapedForMarkup)</p>
            <h2>Files</h2>
            <ul>
            \(files.joined(separator: "\n"))
            </ul>
            <h2>Proof and other formats</h2>
            <ul>
            <li>\(link("\(page)/certificate", "the certificate"))</li>
            \(formats.joined(separator: "\n"))
            </ul>
            </html>

            """
    }

    private static func link(_ url: String, _ text: String) -> String {
        "<a href=\"\(url.escapedForMarkup)\">\(text.escapedForMarkup)</a>"
    }

    /// JSON that cannot end the script it stands in.
    private static func embedded(_ json: JSON) -> String {
        String(decoding: json.canonical, as: UTF8.self).split(
            separator: "<",
            omittingEmptySubsequences: false
        )
        .joined(separator: "\\u003c")
    }
}
