// SPDX-License-Identifier: Apache-2.0
import Domain

/// Simple Dublin Core, in the wrapping that OAI-PMH asks for (`oai_dc`).
package enum DublinCore {
    /// The element `oai_dc:dc`, which OAI-PMH carries as it is.
    package static func node(_ document: Document, at site: Site) -> XMLNode {
        let elements: [(String, [String])] = [
            ("title", [document.title]),
            ("creator", document.contributors.map { PersonName($0.name).inverted }),
            ("subject", document.keywords),
            ("description", [document.abstract]),
            ("publisher", [site.name]),
            ("date", [document.day]),
            ("type", ["Text", document.kind.rawValue]),
            ("format", document.mediaTypes),
            // The page comes first: it is what readers are led to.
            ("identifier", [site.page(document.pid), site.doiURL(document.pid)]),
            ("source", document.releases.map(site.release)),
            ("language", [document.language]),
            (
                "relation",
                document.relations(at: site).filter(\.isDOI).map { "https://doi.org/\($0.identifier)" }
            ),
            ("rights", [document.license.url]),
        ]
        return .node(
            "oai_dc:dc",
            [
                "xmlns:oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
                "xmlns:dc": "http://purl.org/dc/elements/1.1/",
                "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
                "xsi:schemaLocation":
                    "http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
            ],
            elements.flatMap { name, values in values.map { .leaf("dc:\(name)", $0) } }
        )
    }
}
