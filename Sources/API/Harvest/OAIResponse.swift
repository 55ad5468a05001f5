// SPDX-License-Identifier: Apache-2.0
import Domain
import Publication
import Store

/// Writes what the protocol answers.
struct OAIResponse {
    let site: Site
    /// The platform's time.
    let now: Instant

    /// An answer to a request whose arguments were good.
    func answer(_ arguments: OAIArguments, _ children: [XMLNode]) -> [UInt8] {
        document(arguments.attributes, [.node(arguments.verb.rawValue, [:], children)])
    }

    /// An error; the request's arguments are repeated unless they are what is wrong.
    func answer(_ error: OAIError, _ arguments: OAIArguments?) -> [UInt8] {
        let isOfArguments = error.code == .badVerb || error.code == .badArgument
        return document(
            isOfArguments ? [] : arguments?.attributes ?? [],
            [.leaf("error", error.detail, ["code": error.code.rawValue])]
        )
    }

    private func document(_ attributes: [(name: String, value: String)], _ children: [XMLNode]) -> [UInt8] {
        OAIRecord.response(at: now, to: attributes, of: site, children).document
    }

    func identify(earliest: Instant?, sample: PID) -> [XMLNode] {
        [
            .leaf("repositoryName", site.name), .leaf("baseURL", OAIRecord.baseURL(of: site)),
            .leaf("protocolVersion", "2.0"),
            .leaf("adminEmail", site.email), .leaf("earliestDatestamp", OAIRecord.date(earliest ?? now)),
            .leaf("deletedRecord", "persistent"), .leaf("granularity", "YYYY-MM-DDThh:mm:ssZ"),
            .node(
                "description",
                [:],
                [
                    .node(
                        "oai-identifier",
                        [
                            "xmlns": "http://www.openarchives.org/OAI/2.0/oai-identifier",
                            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
                            "xsi:schemaLocation":
                                "http://www.openarchives.org/OAI/2.0/oai-identifier http://www.openarchives.org/OAI/2.0/oai-identifier.xsd",
                        ],
                        [
                            .leaf("scheme", "oai"), .leaf("repositoryIdentifier", site.domain),
                            .leaf("delimiter", ":"),
                            .leaf("sampleIdentifier", OAIRecord.identifier(sample, at: site)),
                        ]
                    )
                ]
            ),
        ]
    }

    /// The publication that an identifier names.
    func pid(_ identifier: String) -> PID? {
        let prefix = OAIRecord.identifierPrefix(at: site)
        guard identifier.hasPrefix(prefix) else { return nil }
        return PID(String(identifier.dropFirst(prefix.count)), of: .publication)
    }

    func record(_ record: HarvestRecord, _ format: OAIFormat) throws -> XMLNode {
        OAIRecord.node(record.header, try record.document.map(Document.init(parsing:)), format, at: site)
    }
}
