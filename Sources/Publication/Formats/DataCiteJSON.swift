// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// DataCite metadata 4.5 as JSON, as the registration agency's schema has it.
enum DataCiteJSON {
    static func json(_ document: Document, at site: Site) -> JSON {
        .object(compacting: [
            "schemaVersion": "http://datacite.org/schema/kernel-4",
            "doi": .string(site.doi(document.pid)),
            "url": .string(site.page(document.pid)),
            "creators": .array(document.contributors.map(creator)),
            "titles": [["title": .string(document.title), "lang": .string(document.language)]],
            "publisher": ["name": .string(site.name)],
            "publicationYear": .string(document.year),
            "types": [
                "resourceTypeGeneral": "Report", "resourceType": .string(document.kind.rawValue),
            ],
            "subjects": list(document.keywords.map { ["subject": .string($0)] }),
            "dates": [["date": .string(document.day), "dateType": "Issued"]],
            "language": .string(document.language),
            "alternateIdentifiers": [
                ["alternateIdentifier": .text(document.pid), "alternateIdentifierType": "PID"]
            ],
            "relatedIdentifiers": list(document.relations(at: site).map(relation)),
            "sizes": list(document.files.map { .string("\($0.size) bytes") }),
            "formats": list(document.mediaTypes.map(JSON.string)),
            "version": .string(String(document.version)),
            "rightsList": [
                [
                    "rights": .string(document.license.title),
                    "rightsUri": .string(document.license.url),
                    "rightsIdentifier": .string(document.license.rawValue),
                    "rightsIdentifierScheme": "SPDX", "schemeUri": "https://spdx.org/licenses/",
                ]
            ],
            "descriptions": [
                [
                    "description": .string(document.abstract), "descriptionType": "Abstract",
                    "lang": .string(document.language),
                ]
            ],
            "fundingReferences": list(
                document.funding.map { funding in
                    .object(compacting: [
                        "funderName": .string(funding.funder),
                        "awardNumber": funding.award.map(JSON.string),
                    ])
                }
            ),
        ])
    }

    private static func list(_ items: [JSON]) -> JSON? { items.isEmpty ? nil : .array(items) }

    private static func creator(_ contributor: Document.Contributor) -> JSON {
        let name = PersonName(contributor.name)
        return .object(compacting: [
            "name": .string(name.inverted), "nameType": "Personal",
            "givenName": name.given.map(JSON.string), "familyName": .string(name.family),
            "nameIdentifiers": contributor.orcid.map { orcid in
                [
                    [
                        "nameIdentifier": .string(orcid.url), "nameIdentifierScheme": "ORCID",
                        "schemeUri": "https://orcid.org",
                    ]
                ]
            },
            "affiliation": contributor.affiliation.map { affiliation in
                [
                    .object(compacting: [
                        "name": .string(affiliation.name),
                        "affiliationIdentifier": affiliation.ror.map { .string($0.url) },
                        "affiliationIdentifierScheme": affiliation.ror == nil ? nil : "ROR",
                        "schemeUri": affiliation.ror == nil ? nil : "https://ror.org",
                    ])
                ]
            },
        ])
    }

    private static func relation(_ relation: Document.Relation) -> JSON {
        [
            "relatedIdentifier": .string(relation.identifier),
            "relatedIdentifierType": .string(relation.isDOI ? "DOI" : "URL"),
            "relationType": .string(relation.type),
        ]
    }
}
