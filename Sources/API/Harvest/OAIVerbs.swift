// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store

/// What each verb answers.
struct OAIVerbs {
    let response: OAIResponse
    let arguments: OAIArguments
    let store: HarvestStore
    let seal: CursorSeal
    /// Records, or sets of a kind, a page.
    let page: Int

    /// The children of the verb's element.
    func children() throws -> [XMLNode] {
        switch arguments.verb {
        case .identify:
            let sample = PID(kind: .publication, bits: 0)
            return response.identify(earliest: try store.earliest(), sample: sample)
        case .listMetadataFormats:
            if let identifier = arguments["identifier"] { _ = try record(identifier) }
            return OAIFormat.allCases.map(\.description)
        case .listSets: return try sets()
        case .getRecord:
            let format = try format(arguments["metadataPrefix"] ?? "")
            return [try response.record(try record(arguments["identifier"] ?? ""), format)]
        case .listIdentifiers:
            return try list(header: { $0 }) { (header: HarvestHeader, _) in
                OAIRecord.header(header, at: response.site)
            }
        case .listRecords: return try list(header: \.header, response.record)
        }
    }

    private func record(_ identifier: String) throws -> HarvestRecord {
        guard let pid = response.pid(identifier), let record = try store.record(pid) else {
            throw OAIError(.idDoesNotExist, "There is no such record.")
        }
        return record
    }

    private func format(_ prefix: String) throws -> OAIFormat {
        guard let format = OAIFormat(rawValue: prefix) else {
            throw OAIError(.cannotDisseminateFormat, "There is no such format.")
        }
        return format
    }

    // MARK: Lists of records

    private func list<R: Record>(
        header: (R) -> HarvestHeader,
        _ item: (R, OAIFormat) throws -> XMLNode
    ) throws -> [XMLNode] {
        let before = try arguments["resumptionToken"].map(token)
        let filter = try before?.filter ?? arguments.filter()
        let format = try format(before?.prefix ?? arguments["metadataPrefix"] ?? "")
        var records: [R] = try store.list(filter, after: before?.last, limit: page + 1)
        let goesOn = records.count > page
        if goesOn { records.removeLast() }
        guard let last = records.last.map(header) else {
            // Only a list that has become empty since its token was made ends so; else nothing matches.
            guard let before else { throw OAIError(.noRecordsMatch, "No record matches.") }
            return [end(before.cursor, before.size)]
        }
        let nodes = try records.map { try item($0, format) }
        guard before != nil || goesOn else { return nodes }
        let cursor = before?.cursor ?? 0
        let size = try before?.size ?? store.count(filter)
        guard goesOn else { return nodes + [end(cursor, size)] }
        let next = OAIToken(
            prefix: format.rawValue,
            filter: filter,
            last: (last.changedAt, last.pid),
            cursor: cursor + records.count,
            size: size,
            expiresAt: response.now.advanced(bySeconds: OAIToken.life)
        )
        return nodes + [
            .leaf(
                "resumptionToken",
                seal.seal(next.text, of: sealed),
                [
                    "expirationDate": OAIRecord.date(next.expiresAt), "completeListSize": String(size),
                    "cursor": String(cursor),
                ]
            )
        ]
    }

    /// The token of a last page is empty.
    private func end(_ cursor: Int, _ size: Int) -> XMLNode {
        .node("resumptionToken", ["completeListSize": String(size), "cursor": String(cursor)])
    }

    private var sealed: String { "oai \(arguments.verb.rawValue)" }

    private func token(_ text: String) throws -> OAIToken {
        guard let opened = seal.open(text, of: sealed), let token = OAIToken(opened),
            token.expiresAt >= response.now
        else { throw OAIError(.badResumptionToken, "The token is none of this list, or too old.") }
        return token
    }

    // MARK: Sets

    /// Kinds first, then organisations, then problems, a page at a time.
    private func sets() throws -> [XMLNode] {
        let after = try arguments["resumptionToken"].map { text in
            guard let opened = seal.open(text, of: sealed), let pid = PID(opened) else {
                throw OAIError(.badResumptionToken, "The token is none of this list.")
            }
            return pid
        }
        var nodes: [XMLNode] = []
        var last: PID?
        if after == nil {
            nodes += Finding.Kind.allCases.map {
                Self.set("kind:\($0.rawValue)", "Findings of kind \($0.rawValue)")
            }
        }
        if after == nil || after?.kind == .organisation {
            let found = try store.organisations(after: after, limit: page + 1)
            nodes += found.prefix(page).map {
                Self.set("organisation:\($0.pid)", "Answers to problems of \($0.name)")
            }
            if found.count > page { last = found[page - 1].pid }
        }
        if last == nil {
            let begun = after?.kind == .problem ? after : nil
            let found = try store.problems(after: begun, limit: page + 1)
            nodes += found.prefix(page).map { Self.set("problem:\($0.pid)", "Answers to: \($0.name)") }
            if found.count > page { last = found[page - 1].pid }
        }
        if let last {
            nodes.append(.leaf("resumptionToken", seal.seal(last.description, of: sealed)))
        } else if after != nil {
            nodes.append(.node("resumptionToken"))
        }
        return nodes
    }

    private static func set(_ spec: String, _ name: String) -> XMLNode {
        .node("set", [:], [.leaf("setSpec", spec), .leaf("setName", name)])
    }
}
