// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// The typed links of a publication (Signposting, level 1 and 2): for machines that land on it.
package enum Signposting {
    /// One link, with the media type of its target where that says more.
    struct Link {
        let relation: String
        let target: String
        var type: String?
    }

    /// More authors or files than this are in the linkset only.
    private static let shown = 10
    /// The formats that describe the publication for harvesters; those for citing it are in the linkset only.
    private static let describing: [PublicationFormat] = [
        .dataCiteJSON, .dataCiteXML, .dublinCore, .schemaOrg,
    ]

    /// The `Link` header of the publication itself.
    ///
    /// Its targets on this server are relative, so the header is the same under every name the server has.
    package static func header(_ document: Document, at site: Site) -> String {
        links(document, at: site, base: "/v1/publications/\(document.pid)", formats: describing, shown: shown)
            .map { link in
                "<\(link.target)>; rel=\"\(link.relation)\""
                    + (link.type.map { "; type=\"\($0)\"" } ?? "")
            }
            .joined(separator: ", ")
    }

    /// All links as a linkset (RFC 9264, `application/linkset+json`).
    package static func linkset(_ document: Document, at site: Site) -> JSON {
        let page = site.page(document.pid)
        let all = PublicationFormat.allCases.filter { $0 != .html }
        var anchor: [String: JSON] = ["anchor": .string(page)]
        for link in links(document, at: site, base: page, formats: all, shown: .max) {
            let target: JSON = .object(compacting: [
                "href": .string(link.target), "type": link.type.map(JSON.string),
            ])
            anchor[link.relation] = .array((anchor[link.relation]?.array ?? []) + [target])
        }
        // The way back from each format and file.
        let described: [JSON] = PublicationFormat.allCases.map { format in
            ["anchor": .string("\(page)/formats/\(format.rawValue)"), "describes": [["href": .string(page)]]]
        }
        let collected: [JSON] = document.files.map { file in
            [
                "anchor": .string(site.file(file.name, of: document.pid)),
                "collection": [["href": .string(page)]],
            ]
        }
        return ["linkset": .array([.object(anchor)] + described + collected)]
    }

    private static func links(
        _ document: Document,
        at site: Site,
        base: String,
        formats: [PublicationFormat],
        shown: Int
    ) -> [Link] {
        [
            Link(relation: "cite-as", target: site.doiURL(document.pid)),
            Link(relation: "type", target: "https://schema.org/Report"),
            Link(relation: "type", target: "https://schema.org/AboutPage"),
            Link(relation: "license", target: document.license.url),
        ]
            + document.contributors.compactMap(\.orcid).prefix(shown).map {
                Link(relation: "author", target: $0.url)
            }
            + document.files.prefix(shown).map { file in
                Link(
                    relation: "item",
                    target: "\(base)/files/\(Percent.encode(file.name))",
                    type: file.mediaType
                )
            }
            + formats.map { format in
                Link(
                    relation: "describedby",
                    target: "\(base)/formats/\(format.rawValue)",
                    type: format.bareType
                )
            }
            + [Link(relation: "linkset", target: "\(base)/linkset", type: "application/linkset+json")]
    }
}
