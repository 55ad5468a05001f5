// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// schema.org in JSON-LD, for search engines and the landing page.
enum SchemaOrg {
    static func json(_ document: Document, at site: Site) -> JSON {
        .object(compacting: [
            "@context": "https://schema.org", "@type": "Report",
            "@id": .string(site.doiURL(document.pid)),
            "identifier": [.string(site.doiURL(document.pid)), .text(document.pid)],
            "url": .string(site.page(document.pid)),
            "name": .string(document.title), "description": .string(document.abstract),
            "inLanguage": .string(document.language), "genre": .string(document.kind.rawValue),
            "keywords": document.keywords.isEmpty ? nil : .array(document.keywords.map(JSON.string)),
            "license": .string(document.license.url), "version": .string(String(document.version)),
            "datePublished": .text(document.publishedAt), "isAccessibleForFree": true,
            "author": .array(document.contributors.map(person)),
            "publisher": ["@type": "Organization", "name": .string(site.name), "url": .string(site.url)],
            "isBasedOn": document.releases.isEmpty
                ? nil
                : .array(document.releases.map { ["@type": "Dataset", "@id": .string(site.release($0))] }),
            "funding": document.funding.isEmpty ? nil : .array(document.funding.map(grant)),
            "encoding": document.files.isEmpty
                ? nil
                : .array(document.files.map { media($0, of: document.pid, at: site) }),
        ])
    }

    private static func person(_ contributor: Document.Contributor) -> JSON {
        let name = PersonName(contributor.name)
        return .object(compacting: [
            "@type": "Person", "@id": contributor.orcid.map { .string($0.url) },
            "name": .string(contributor.name), "givenName": name.given.map(JSON.string),
            "familyName": .string(name.family),
            "affiliation": contributor.affiliation.map { affiliation in
                .object(compacting: [
                    "@type": "Organization", "@id": affiliation.ror.map { .string($0.url) },
                    "name": .string(affiliation.name),
                ])
            },
        ])
    }

    private static func grant(_ funding: Document.Funding) -> JSON {
        .object(compacting: [
            "@type": "Grant", "identifier": funding.award.map(JSON.string),
            "funder": ["@type": "Organization", "name": .string(funding.funder)],
        ])
    }

    private static func media(_ file: Document.File, of pid: PID, at site: Site) -> JSON {
        [
            "@type": "MediaObject", "name": .string(file.name),
            "contentUrl": .string(site.file(file.name, of: pid)),
            "encodingFormat": .string(file.mediaType), "contentSize": .string("\(file.size) B"),
            "sha256": .string(file.digest.hex),
        ]
    }
}
