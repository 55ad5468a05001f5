// SPDX-License-Identifier: Apache-2.0
import JSON

/// The formats in which a publication is handed out, beside the canonical document that was signed.
///
/// Each is a pure function of the document and the site.
package enum PublicationFormat: String, CaseIterable, Sendable {
    case html = "index.html"
    case dataCiteJSON = "datacite.json"
    case dataCiteXML = "datacite.xml"
    case dublinCore = "dublin-core.xml"
    case schemaOrg = "schema-org.jsonld"
    case roCrate = "ro-crate-metadata.json"
    case bibTeX = "citation.bib"
    case ris = "citation.ris"
    case csl = "citation.csl.json"
    case citationFile = "CITATION.cff"

    /// What it is served as, and asked for by.
    package var mediaType: String {
        switch self {
        case .html: "text/html"
        case .dataCiteJSON: "application/vnd.datacite.datacite+json"
        case .dataCiteXML: "application/vnd.datacite.datacite+xml"
        case .dublinCore: "application/xml"
        case .schemaOrg: "application/ld+json"
        case .roCrate: Self.schemaOrg.mediaType + "; profile=\"https://w3id.org/ro/crate/1.1\""
        case .bibTeX: "application/x-bibtex"
        case .ris: "application/x-research-info-systems"
        case .csl: "application/vnd.citationstyles.csl+json"
        case .citationFile: "application/yaml"
        }
    }

    /// The media type without parameters.
    var bareType: String { self == .roCrate ? Self.schemaOrg.mediaType : mediaType }

    /// DataCite's JSON by its members, as the registry takes it.
    package static func dataCite(_ document: Document, at site: Site) -> [String: JSON] {
        DataCiteJSON.json(document, at: site).object ?? [:]
    }

    package func bytes(_ document: Document, at site: Site) -> [UInt8] {
        switch self {
        case .html: Array(LandingPage.text(document, at: site).utf8)
        case .dataCiteJSON: DataCiteJSON.json(document, at: site).canonical
        case .dataCiteXML: DataCiteXML.node(document, at: site).document
        case .dublinCore: DublinCore.node(document, at: site).document
        case .schemaOrg: SchemaOrg.json(document, at: site).canonical
        case .roCrate: ROCrate.json(document, at: site).canonical
        case .bibTeX: Array(BibTeX.text(document, at: site).utf8)
        case .ris: Array(RIS.text(document, at: site).utf8)
        case .csl: CSLJSON.json(document, at: site).canonical
        case .citationFile: Array(CitationFile.text(document, at: site).utf8)
        }
    }
}
