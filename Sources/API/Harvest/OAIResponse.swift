// SPDX-License-Identifier: Apache-2.0
import Domain
import Publication
import Store

/// Writes what the protocol answers.
struct OAIResponse {
    let site: Site
    /// The platform's time.
    let now: Instant

    private var baseURL: String { site.url + "/oai" }

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
        XMLNode.node(
            "OAI-PMH",
            [
                "xmlns": "http://www.openarchives.org/OAI/2.0/",
                "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
                "xsi:schemaLocation":
                    "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
            ],
            [
                .leaf("responseDate", Self.date(now)),
                .element("request", attributes, [.text(baseURL)]),
            ] + children
        )
        .document
    }

    func identify(earliest: Instant?, sample: PID) -> [XMLNode] {
        [
            .leaf("repositoryName", site.name), .leaf("baseURL", baseURL), .leaf("protocolVersion", "2.0"),
            .leaf("adminEmail", site.email), .leaf("earliestDatestamp", Self.date(earliest ?? now)),
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
                            .leaf("delimiter", ":"), .leaf("sampleIdentifier", identifier(sample)),
                        ]
                    )
                ]
            ),
        ]
    }

    func identifier(_ pid: PID) -> String { "oai:\(site.domain):\(pid)" }

    /// The publication that an identifier names.
    func pid(_ identifier: String) -> PID? {
        let prefix = "oai:\(site.domain):"
        guard identifier.hasPrefix(prefix) else { return nil }
        return PID(String(identifier.dropFirst(prefix.count)), of: .publication)
    }

    func header(_ record: HarvestHeader) -> XMLNode {
        .node(
            "header",
            ["status": record.isWithdrawn ? "deleted" : nil],
            [
                .leaf("identifier", identifier(record.pid)),
                .leaf("datestamp", Self.date(record.changedAt)),
                .leaf("setSpec", "kind:\(record.kind.rawValue)"),
            ]
                + (record.organisation.map { [.leaf("setSpec", "organisation:\($0)")] } ?? [])
                + (record.problem.map { [.leaf("setSpec", "problem:\($0)")] } ?? [])
        )
    }

    func record(_ record: HarvestRecord, _ format: OAIFormat) throws -> XMLNode {
        guard let bytes = record.document else { return .node("record", [:], [header(record.header)]) }
        let metadata = format.node(try Document(parsing: bytes), at: site)
        return .node("record", [:], [header(record.header), .node("metadata", [:], [metadata])])
    }

    /// To the second.
    static func date(_ instant: Instant) -> String { instant.wholeSeconds.description }
}
