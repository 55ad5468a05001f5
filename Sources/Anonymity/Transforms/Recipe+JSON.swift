// SPDX-License-Identifier: Apache-2.0
import JSON

extension Recipe {
    /// Reads a recipe; throws `InvalidObject` with a pointer to each fault.
    package init(_ json: JSON) throws(InvalidObject) {
        var reader = ObjectReader(json)
        _ = reader.integer("version", in: 1...1)
        var roles: [String: ColumnRole] = [:]
        for (name, value) in reader.optionalJSON("roles")?.object ?? [:] {
            guard let role = value.string.flatMap(ColumnRole.init) else {
                reader.record(
                    "roles",
                    FieldError.Code.unknownValue,
                    "\(name) is direct, quasi, sensitive or other."
                )
                continue
            }
            roles[name] = role
        }
        var columns: [ColumnSteps] = []
        for (name, value) in (reader.optionalJSON("columns")?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            var steps: [Step] = []
            for (index, item) in (value.array ?? []).enumerated() {
                let pointer = "/columns/\(name)/\(index)"
                var step = ObjectReader(item, at: pointer)
                let found = Step.read(&step)
                if let found { steps.append(found) }
                if found == nil, step.errors.isEmpty {
                    step.record(
                        FieldError(pointer: pointer, code: "unknown_step", detail: "There is no such step.")
                    )
                }
                do throws(InvalidObject) { try step.finish() } catch {
                    error.errors.forEach { reader.record($0) }
                }
            }
            columns.append(ColumnSteps(column: name, steps: steps))
        }
        microaggregations = reader.objects("microaggregate", count: 0...20) { reader in
            let columns = reader.strings("columns", count: 1...20)
            let k = reader.integer("k", in: 2...1000)
            guard let columns, let k else { return nil }
            return Microaggregation(columns: columns, k: k)
        }
        rows = reader.optionalObject("suppress_rows") { reader in
            let limit = reader.number("limit", in: 0...1, default: 0.05)
            return reader.integer("k", in: 2...1000).map { RowSuppression(k: $0, limit: limit) }
        }
        self.roles = roles
        self.columns = columns
        try reader.finish()
    }

    package var json: JSON {
        var members: [String: JSON] = [
            "version": 1, "roles": .object(roles.mapValues { .string($0.rawValue) }),
            "columns": .object(
                Dictionary(columns.map { ($0.column, .array($0.steps.map(\.json))) }) { $1 }
            ),
        ]
        if !microaggregations.isEmpty {
            members["microaggregate"] = .array(
                microaggregations.map {
                    ["columns": .array($0.columns.map(JSON.string)), "k": .integer(Int64($0.k))]
                }
            )
        }
        members["suppress_rows"] = rows.map { ["k": .integer(Int64($0.k)), "limit": .number($0.limit)] }
        return .object(members)
    }
}

extension Recipe.Step {
    static func read(_ reader: inout ObjectReader) -> Self? {
        if reader.optionalJSON("drop") != nil { return .drop }
        if reader.optionalJSON("all") != nil { return .all }
        if reader.optionalJSON("pseudonym") != nil { return .pseudonym }
        if let part = reader.optionalEnumeration("date", as: Recipe.DatePart.self) { return .date(part) }
        if let count = reader.optionalInteger("prefix", in: 0...100) { return .prefix(count) }
        if let bound = reader.optionalNumber("top_code") { return .topCode(bound) }
        if let bound = reader.optionalNumber("bottom_code") { return .bottomCode(bound) }
        if let base = reader.optionalNumber("round") {
            guard base > 0 else { return refuse(&reader, "round", "A base is above 0.") }
            return .round(base)
        }
        if reader.optionalJSON("suppress") != nil {
            return reader.strings("suppress", count: 1...10_000, length: 0...1000).map { .suppress(Set($0)) }
        }
        let interval = reader.optionalObject("interval") { reader -> Self? in
            let origin = reader.optionalNumber("origin") ?? 0
            guard let width = reader.optionalNumber("width"), width > 0 else {
                return refuse(&reader, "width", "A width is above 0.")
            }
            return .interval(width: width, origin: origin)
        }
        if let interval { return interval }
        let noise = reader.optionalObject("noise") { reader -> Self? in
            guard let scale = reader.optionalNumber("scale"), scale > 0 else {
                return refuse(&reader, "scale", "A scale is above 0.")
            }
            return .noise(scale: scale)
        }
        if let noise { return noise }
        let tree = reader.optionalObject("tree") { reader -> Self? in
            var parents: [String: String] = [:]
            for (value, parent) in reader.json("parents")?.object ?? [:] {
                guard let parent = parent.string else {
                    return refuse(&reader, "parents", "A parent is a text.")
                }
                parents[value] = parent
            }
            return .tree(parents, otherwise: reader.optionalString("otherwise", length: 0...1000))
        }
        if let tree { return tree }
        return reader.optionalObject("shift_dates") { reader in
            let subject = reader.string("subject")
            let days = reader.integer("days", in: 1...10_000)
            guard let subject, let days else { return nil }
            return .shiftDates(subject: subject, days: days)
        }
    }

    private static func refuse(_ reader: inout ObjectReader, _ key: String, _ detail: String) -> Self? {
        reader.record(key, FieldError.Code.range, detail)
        return nil
    }

    fileprivate var json: JSON {
        switch self {
        case .drop: ["drop": true]
        case .interval(let width, let origin):
            ["interval": ["width": .number(width), "origin": .number(origin)]]
        case .date(let part): ["date": .string(part.rawValue)]
        case .prefix(let count): ["prefix": .integer(Int64(count))]
        case .tree(let parents, let otherwise):
            [
                "tree": [
                    "parents": .object(parents.mapValues(JSON.string)),
                    "otherwise": otherwise.map(JSON.string) ?? .null,
                ]
            ]
        case .all: ["all": true]
        case .topCode(let bound): ["top_code": .number(bound)]
        case .bottomCode(let bound): ["bottom_code": .number(bound)]
        case .round(let base): ["round": .number(base)]
        case .suppress(let values): ["suppress": .array(values.sorted().map(JSON.string))]
        case .noise(let scale): ["noise": ["scale": .number(scale)]]
        case .pseudonym: ["pseudonym": true]
        case .shiftDates(let subject, let days):
            ["shift_dates": ["subject": .string(subject), "days": .integer(Int64(days))]]
        }
    }
}
