// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// A format in which the export has every record, a thousand in a file.
///
/// JSON goes one record a line, as DataCite hands out its own; XML as a whole response of OAI-PMH, which
/// readers of that take from a file as they would from a server, withdrawn records among them.
enum PackedFormat: String, CaseIterable {
    case dataCite = "datacite"
    case dublinCore = "oai_dc"
    case oaiDataCite = "oai_datacite"
    case schemaOrg = "schema_org"

    /// The name of a pack below the snapshot.
    func name(of number: Int) -> String {
        let digits = String(number)
        let padding = String(repeating: "0", count: max(0, 6 - digits.count))
        return "\(rawValue)/\(padding)\(digits).\(harvested == nil ? "ndjson" : "xml").gz"
    }

    /// A record's line; `nil` where the format has nothing to say of it.
    func line(_ header: HarvestHeader, _ document: Document?, at site: Site) -> [UInt8]? {
        switch self {
        case .dataCite: document.map { DataCiteJSON.json($0, at: site).canonical }
        case .schemaOrg: document.map { SchemaOrg.json($0, at: site).canonical }
        case .dublinCore, .oaiDataCite:
            harvested.map { OAIRecord.node(header, document, $0, at: site).bytes }
        }
    }

    /// What stands before the first record of a pack, and behind the last.
    func frame(at site: Site, _ instant: Instant) -> (head: [UInt8], foot: [UInt8])? {
        guard let harvested else { return nil }
        let attributes = [("verb", "ListRecords"), ("metadataPrefix", harvested.rawValue)]
        let list = XMLNode.node("ListRecords", [:], [.text("")])
        let empty = OAIRecord.response(at: instant, to: attributes, of: site, [list]).document
        // An empty list is cut where its records belong; head, records and foot are lines.
        let foot = Array("</ListRecords></OAI-PMH>".utf8)
        return (Array(empty.dropLast(foot.count + 1)), foot)
    }

    private var harvested: OAIFormat? {
        switch self {
        case .dublinCore: .dublinCore
        case .oaiDataCite: .oaiDataCite
        case .dataCite, .schemaOrg: nil
        }
    }
}
