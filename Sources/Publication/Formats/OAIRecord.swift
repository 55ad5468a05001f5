// SPDX-License-Identifier: Apache-2.0
import Domain

/// Records of OAI-PMH 2.0 and the response around them, for the endpoint and for the export.
package enum OAIRecord {
    package static func baseURL(of site: Site) -> String { site.url + "/oai" }

    /// A response: when it was made, what was asked for, and what follows.
    package static func response(
        at now: Instant,
        to attributes: [(name: String, value: String)],
        of site: Site,
        _ children: [XMLNode]
    ) -> XMLNode {
        .node(
            "OAI-PMH",
            [
                "xmlns": "http://www.openarchives.org/OAI/2.0/",
                "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
                "xsi:schemaLocation":
                    "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
            ],
            [.leaf("responseDate", date(now)), .element("request", attributes, [.text(baseURL(of: site))])]
                + children
        )
    }

    /// A record with its metadata, or of what was withdrawn the header alone.
    package static func node(
        _ header: HarvestHeader,
        _ document: Document?,
        _ format: OAIFormat,
        at site: Site
    ) -> XMLNode {
        let metadata = document.map { [XMLNode.node("metadata", [:], [format.node($0, at: site)])] } ?? []
        return .node("record", [:], [self.header(header, at: site)] + metadata)
    }

    package static func header(_ header: HarvestHeader, at site: Site) -> XMLNode {
        .node(
            "header",
            ["status": header.isWithdrawn ? "deleted" : nil],
            [
                .leaf("identifier", identifier(header.pid, at: site)),
                .leaf("datestamp", date(header.changedAt)),
                .leaf("setSpec", "kind:\(header.kind.rawValue)"),
            ]
                + (header.organisation.map { [.leaf("setSpec", "organisation:\($0)")] } ?? [])
                + (header.problem.map { [.leaf("setSpec", "problem:\($0)")] } ?? [])
        )
    }

    package static func identifier(_ pid: PID, at site: Site) -> String {
        "\(identifierPrefix(at: site))\(pid)"
    }

    package static func identifierPrefix(at site: Site) -> String { "oai:\(site.domain):" }

    /// To the second.
    package static func date(_ instant: Instant) -> String { instant.wholeSeconds.description }
}
