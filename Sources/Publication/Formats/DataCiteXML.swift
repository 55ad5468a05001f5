// SPDX-License-Identifier: Apache-2.0
import Domain

/// DataCite metadata 4.5 as XML, kernel 4.
package enum DataCiteXML {
    /// The element `resource`, which OAI-PMH carries as it is.
    package static func node(_ document: Document, at site: Site) -> XMLNode {
        .node(
            "resource",
            [
                "xmlns": "http://datacite.org/schema/kernel-4",
                "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
                "xsi:schemaLocation":
                    "http://datacite.org/schema/kernel-4 http://schema.datacite.org/meta/kernel-4.5/metadata.xsd",
            ],
            [
                .leaf("identifier", site.doi(document.pid), ["identifierType": "DOI"]),
                .node("creators", [:], document.contributors.map(creator)),
                .node("titles", [:], [.leaf("title", document.title, ["xml:lang": document.language])]),
                .leaf("publisher", site.name),
                .leaf("publicationYear", document.year),
                .leaf("resourceType", document.kind.rawValue, ["resourceTypeGeneral": "Report"]),
            ]
                + list("subjects", document.keywords.map { .leaf("subject", $0) })
                + [
                    .node("dates", [:], [.leaf("date", document.day, ["dateType": "Issued"])]),
                    .leaf("language", document.language),
                    .node(
                        "alternateIdentifiers",
                        [:],
                        [
                            .leaf(
                                "alternateIdentifier",
                                document.pid.description,
                                ["alternateIdentifierType": "PID"]
                            )
                        ]
                    ),
                ]
                + list("relatedIdentifiers", document.relations(at: site).map(relation))
                + list("sizes", document.files.map { .leaf("size", "\($0.size) bytes") })
                + list("formats", document.mediaTypes.map { .leaf("format", $0) })
                + [
                    .leaf("version", String(document.version)),
                    .node("rightsList", [:], [rights(document.license)]),
                    .node(
                        "descriptions",
                        [:],
                        [
                            .leaf(
                                "description",
                                document.abstract,
                                ["xml:lang": document.language, "descriptionType": "Abstract"]
                            )
                        ]
                    ),
                ]
                + list("fundingReferences", document.funding.map(funding))
        )
    }

    private static func list(_ name: String, _ items: [XMLNode]) -> [XMLNode] {
        items.isEmpty ? [] : [.node(name, [:], items)]
    }

    private static func creator(_ contributor: Document.Contributor) -> XMLNode {
        let name = PersonName(contributor.name)
        var parts: [XMLNode] = [.leaf("creatorName", name.inverted, ["nameType": "Personal"])]
        if let given = name.given { parts.append(.leaf("givenName", given)) }
        parts.append(.leaf("familyName", name.family))
        if let orcid = contributor.orcid {
            parts.append(
                .leaf(
                    "nameIdentifier",
                    orcid.url,
                    ["nameIdentifierScheme": "ORCID", "schemeURI": "https://orcid.org"]
                )
            )
        }
        if let affiliation = contributor.affiliation {
            parts.append(
                .leaf(
                    "affiliation",
                    affiliation.name,
                    [
                        "affiliationIdentifier": affiliation.ror?.url,
                        "affiliationIdentifierScheme": affiliation.ror.map { _ in "ROR" },
                        "schemeURI": affiliation.ror.map { _ in "https://ror.org" },
                    ]
                )
            )
        }
        return .node("creator", [:], parts)
    }

    private static func relation(_ relation: Document.Relation) -> XMLNode {
        .leaf(
            "relatedIdentifier",
            relation.identifier,
            [
                "relatedIdentifierType": relation.isDOI ? "DOI" : "URL",
                "relationType": relation.type,
            ]
        )
    }

    private static func rights(_ license: License) -> XMLNode {
        .leaf(
            "rights",
            license.title,
            [
                "rightsURI": license.url, "rightsIdentifier": license.rawValue,
                "rightsIdentifierScheme": "SPDX", "schemeURI": "https://spdx.org/licenses/",
            ]
        )
    }

    private static func funding(_ funding: Document.Funding) -> XMLNode {
        var parts: [XMLNode] = [.leaf("funderName", funding.funder)]
        if let award = funding.award { parts.append(.leaf("awardNumber", award)) }
        return .node("fundingReference", [:], parts)
    }
}
