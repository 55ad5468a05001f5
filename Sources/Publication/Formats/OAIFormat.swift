// SPDX-License-Identifier: Apache-2.0
/// The metadata formats that harvesters may ask for.
package enum OAIFormat: String, CaseIterable, Sendable {
    case dublinCore = "oai_dc"
    case dataCite = "datacite"
    case oaiDataCite = "oai_datacite"

    private var place: (schema: String, namespace: String) {
        switch self {
        case .dublinCore:
            ("http://www.openarchives.org/OAI/2.0/oai_dc.xsd", "http://www.openarchives.org/OAI/2.0/oai_dc/")
        case .dataCite:
            ("http://schema.datacite.org/meta/kernel-4.5/metadata.xsd", "http://datacite.org/schema/kernel-4")
        case .oaiDataCite:
            ("http://schema.datacite.org/oai/oai-1.1/oai.xsd", "http://schema.datacite.org/oai/oai-1.1/")
        }
    }

    package var description: XMLNode {
        .node(
            "metadataFormat",
            [:],
            [
                .leaf("metadataPrefix", rawValue), .leaf("schema", place.schema),
                .leaf("metadataNamespace", place.namespace),
            ]
        )
    }

    package func node(_ document: Document, at site: Site) -> XMLNode {
        switch self {
        case .dublinCore: return DublinCore.node(document, at: site)
        case .dataCite: return DataCiteXML.node(document, at: site)
        case .oaiDataCite:
            return .node(
                "oai_datacite",
                [
                    "xmlns": place.namespace, "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
                    "xsi:schemaLocation": "\(place.namespace) \(place.schema)",
                ],
                [
                    .leaf("schemaVersion", "4.5"), .leaf("datacentreSymbol", site.name),
                    .node("payload", [:], [DataCiteXML.node(document, at: site)]),
                ]
            )
        }
    }
}
