// SPDX-License-Identifier: Apache-2.0
import Domain
import Store

/// The arguments of a request, checked by verb.
struct OAIArguments {
    enum Verb: String, CaseIterable {
        case identify = "Identify"
        case listMetadataFormats = "ListMetadataFormats"
        case listSets = "ListSets"
        case listIdentifiers = "ListIdentifiers"
        case listRecords = "ListRecords"
        case getRecord = "GetRecord"

        /// The arguments that must be there, and those that may; a resumption token stands alone.
        fileprivate var known: (required: Set<String>, optional: Set<String>, resumes: Bool) {
            switch self {
            case .identify: ([], [], false)
            case .listMetadataFormats: ([], ["identifier"], false)
            case .listSets: ([], [], true)
            case .listIdentifiers, .listRecords: (["metadataPrefix"], ["from", "until", "set"], true)
            case .getRecord: (["identifier", "metadataPrefix"], [], false)
            }
        }
    }

    /// All arguments of all verbs, for the contract; OAI-PMH says in an answer of status
    /// 200 what is wrong with one.
    static var schemas: [String: Schema] {
        let names = Verb.allCases.reduce(into: ["verb", "resumptionToken"] as Set) { names, verb in
            names.formUnion(verb.known.required.union(verb.known.optional))
        }
        return Dictionary(uniqueKeysWithValues: names.map { ($0, .string) })
    }

    let verb: Verb
    private let values: [String: String]

    /// Checks names and numbers of what a query or a form has.
    init(_ pairs: [(name: String, value: String)]) throws(OAIError) {
        let verbs = pairs.filter { $0.name == "verb" }
        guard verbs.count == 1, let verb = Verb(rawValue: verbs[0].value) else {
            throw OAIError(.badVerb, verbs.count > 1 ? "The verb is there twice." : "There is no such verb.")
        }
        self.verb = verb
        var values: [String: String] = [:]
        let known = verb.known
        for (name, value) in pairs where name != "verb" {
            guard
                known.required.union(known.optional).contains(name)
                    || known.resumes && name == "resumptionToken"
            else { throw OAIError(.badArgument, "\(verb.rawValue) takes no argument of that name.") }
            guard values.updateValue(value, forKey: name) == nil else {
                throw OAIError(.badArgument, "\(name) is there twice.")
            }
        }
        if values["resumptionToken"] != nil {
            guard values.count == 1 else {
                throw OAIError(.badArgument, "A resumptionToken stands alone.")
            }
        } else if let missing = known.required.sorted().first(where: { values[$0] == nil }) {
            throw OAIError(.badArgument, "\(missing) is missing.")
        }
        self.values = values
    }

    subscript(name: String) -> String? { values[name] }

    /// For the element `request`.
    var attributes: [(name: String, value: String)] {
        [("verb", verb.rawValue)] + values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// What a list is to hold, with the whole of its last second or day.
    func filter() throws(OAIError) -> HarvestFilter {
        var filter = HarvestFilter()
        let from = try values["from"].map { text throws(OAIError) in try Self.moment(text) }
        let until = try values["until"].map { text throws(OAIError) in try Self.moment(text) }
        if let from, let until {
            guard from.isDay == until.isDay else {
                throw OAIError(.badArgument, "from and until are of one granularity.")
            }
            guard from.start <= until.start else { throw OAIError(.badArgument, "from is after until.") }
        }
        filter.from = from?.start
        filter.before = until.map { $0.start.advanced(bySeconds: $0.isDay ? 86_400 : 1) }
        if let set = values["set"] { try Self.narrow(&filter, to: set) }
        return filter
    }

    /// A day, or a second in UTC.
    private static func moment(_ text: String) throws(OAIError) -> (start: Instant, isDay: Bool) {
        let length = text.utf8.count
        if length == 10, let instant = Instant(text + "T00:00:00Z") { return (instant, true) }
        if length == 20, text.hasSuffix("Z"), text.utf8.dropFirst(10).first == UInt8(ascii: "T"),
            let instant = Instant(text)
        {
            return (instant, false)
        }
        throw OAIError(.badArgument, "A date is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
    }

    /// A set that nobody knows has no records.
    private static func narrow(_ filter: inout HarvestFilter, to set: String) throws(OAIError) {
        let parts = set.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.count == 2 ? String(parts[1]) : ""
        switch parts.first {
        case "kind": filter.kind = Finding.Kind(rawValue: name)
        case "problem": filter.problem = PID(name, of: .problem)
        case "organisation": filter.organisation = PID(name, of: .organisation)
        default: break
        }
        guard filter.kind != nil || filter.problem != nil || filter.organisation != nil else {
            throw OAIError(.noRecordsMatch, "There is no such set.")
        }
    }
}
