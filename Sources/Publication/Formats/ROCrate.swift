// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// The metadata file of an RO-Crate 1.1 that has the publication's files beside it.
enum ROCrate {
    /// The name that the file must have.
    static let name = "ro-crate-metadata.json"
    /// The canonical document, as it was signed.
    static let document = "publication.json"
    static let certificate = "certificate.json"
    /// The publication's own files are in a folder, so that none of them can have a name that is taken.
    static let filesFolder = "files"

    /// Where the crate has a file of the publication.
    static func path(of file: Document.File) -> String { "\(filesFolder)/\(file.name)" }

    /// What a crate has beside the publication's own files.
    static func files(_ document: Document, _ bytes: [UInt8], certificate: [UInt8], at site: Site) -> [(
        name: String, bytes: [UInt8]
    )] {
        [
            (Self.certificate, certificate), (Self.document, bytes),
            (name, PublicationFormat.roCrate.bytes(document, at: site)),
        ]
    }

    static func json(_ document: Document, at site: Site) -> JSON {
        let people = document.contributors.enumerated().map { person($1, number: $0) }
        let organisations = document.contributors.compactMap(\.affiliation).reduce(
            into: [Document.Affiliation]()
        ) {
            if !$0.contains($1) { $0.append($1) }
        }
        return [
            "@context": "https://w3id.org/ro/crate/1.1/context",
            "@graph": .array(
                [
                    [
                        "@id": .string(name), "@type": "CreativeWork",
                        "conformsTo": ["@id": "https://w3id.org/ro/crate/1.1"], "about": ["@id": "./"],
                    ],
                    root(document, at: site),
                    [
                        "@id": .string(document.license.url), "@type": "CreativeWork",
                        "name": .string(document.license.title),
                        "description": .string("The licence \(document.license.rawValue) of the SPDX list."),
                    ],
                    [
                        "@id": .string(site.url), "@type": "Organization", "name": .string(site.name),
                        "url": .string(site.url),
                    ],
                ] + people + organisations.map(organisation) + signed + document.files.map(file)
            ),
        ]
    }

    private static func root(_ document: Document, at site: Site) -> JSON {
        .object(compacting: [
            "@id": "./", "@type": "Dataset",
            "identifier": .string(site.doiURL(document.pid)), "url": .string(site.page(document.pid)),
            "name": .string(document.title), "description": .string(document.abstract),
            "datePublished": .text(document.publishedAt),
            "license": ["@id": .string(document.license.url)],
            "publisher": ["@id": .string(site.url)],
            "author": .array(
                document.contributors.enumerated().map { ["@id": .string(id(of: $1, number: $0))] }
            ),
            "keywords": document.keywords.isEmpty ? nil : .string(document.keywords.joined(separator: ", ")),
            "version": .string(String(document.version)), "inLanguage": .string(document.language),
            "hasPart": .array((signed + document.files.map(file)).map { ["@id": $0["@id"] ?? .null] }),
        ])
    }

    private static func id(of contributor: Document.Contributor, number: Int) -> String {
        contributor.orcid?.url ?? "#author-\(number + 1)"
    }

    private static func person(_ contributor: Document.Contributor, number: Int) -> JSON {
        .object(compacting: [
            "@id": .string(id(of: contributor, number: number)), "@type": "Person",
            "name": .string(contributor.name),
            "affiliation": contributor.affiliation.map { ["@id": .string(id(of: $0))] },
        ])
    }

    private static func id(of affiliation: Document.Affiliation) -> String {
        affiliation.ror?.url ?? "#organisation-\(Percent.encode(affiliation.name))"
    }

    private static func organisation(_ affiliation: Document.Affiliation) -> JSON {
        ["@id": .string(id(of: affiliation)), "@type": "Organization", "name": .string(affiliation.name)]
    }

    /// The two files by which the others can be verified.
    private static let signed: [JSON] = [
        part(document, "The document that was certified", "application/json"),
        part(certificate, "The certificate that it is openly publishable", "application/json"),
    ]

    /// A file of the crate; it is named by its path, percent-encoded but for its slashes.
    private static func part(_ path: String, _ title: String, _ mediaType: String, size: Int? = nil) -> JSON {
        let id = path.split(separator: "/", omittingEmptySubsequences: false).map {
            Percent.encode(String($0))
        }
        return .object(compacting: [
            "@id": .string(id.joined(separator: "/")), "@type": "File", "name": .string(title),
            "encodingFormat": .string(mediaType), "contentSize": size.map { .string(String($0)) },
        ])
    }

    private static func file(_ file: Document.File) -> JSON {
        part(path(of: file), file.name, file.mediaType, size: file.size)
    }
}
