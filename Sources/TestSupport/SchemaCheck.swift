// SPDX-License-Identifier: Apache-2.0
import JSON
import Synchronization

/// Regular expressions, each compiled once: to compile one takes a hundred times as long as to match it.
private final class Patterns: Sendable {
    /// A compiled expression is a value that is only read; `Regex` does not say so
    /// because it may hold closures.
    private struct Compiled: @unchecked Sendable {
        let regex: Regex<AnyRegexOutput>?
    }

    private let compiled = Mutex<[String: Compiled]>([:])

    /// Whether there is a match in the text; `nil` for what is no pattern.
    func matches(_ text: String, _ pattern: String) -> Bool? {
        let known = compiled.withLock { compiled in
            if let known = compiled[pattern] { return known }
            let new = Compiled(regex: try? Regex(pattern))
            compiled[pattern] = new
            return new
        }
        return known.regex.map { text.firstMatch(of: $0) != nil }
    }
}

/// Checks JSON against the part of JSON Schema (draft 2020-12) that the contract uses.
struct SchemaCheck: Sendable {
    private let document: JSON
    private let patterns = Patterns()

    init(_ document: JSON) {
        self.document = document
    }

    /// What a reference within the document leads to.
    func resolve(_ reference: String) -> JSON? {
        reference.split(separator: "/").dropFirst().reduce(document as JSON?) { $0?[String($1)] }
    }

    func faults(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
        if let reference = schema["$ref"]?.string {
            guard let target = resolve(reference) else { return ["\(place): \(reference) leads nowhere"] }
            return faults(value, target, place)
        }
        if let choices = schema["oneOf"]?.array {
            let all = choices.map { faults(value, $0, place) }
            return all.contains([]) ? [] : all.first ?? []
        }
        if let types = schema["type"], !Self.isAny(of: types, value) {
            return ["\(place): \(value) is no \(types)"]
        }
        if let values = schema["enum"]?.array, !values.contains(value) {
            return ["\(place): \(value) is not one of \(values)"]
        }
        switch value {
        case .string(let text): return faults(text, schema, place)
        case .integer(let number):
            let isIn =
                (schema["minimum"]?.integer.map { number >= $0 } ?? true)
                && (schema["maximum"]?.integer.map { number <= $0 } ?? true)
            return isIn ? [] : ["\(place): \(number) is out of range"]
        case .array(let items):
            guard let item = schema["items"] else { return [] }
            return items.enumerated().flatMap { faults($1, item, "\(place)/\($0)") }
        case .object(let members): return faults(members, schema, place)
        case .null, .bool, .number: return []
        }
    }

    private func faults(_ text: String, _ schema: JSON, _ place: String) -> [String] {
        if let pattern = schema["pattern"]?.string {
            guard let matches = patterns.matches(text, pattern) else {
                return ["\(place): bad pattern \(pattern)"]
            }
            if !matches { return ["\(place): \(text) is not like \(pattern)"] }
        }
        if schema["format"] == "date-time", !text.hasSuffix("Z") || !text.contains("T") {
            return ["\(place): \(text) is no time in UTC"]
        }
        return []
    }

    private func faults(_ members: [String: JSON], _ schema: JSON, _ place: String) -> [String] {
        let properties = schema["properties"]?.object ?? [:]
        var found: [String] = []
        for name in schema["required"]?.array ?? [] where name.string.map({ members[$0] == nil }) ?? false {
            found.append("\(place): no member \(name)")
        }
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            if let property = properties[name] {
                found += faults(value, property, "\(place)/\(name)")
            } else if schema["additionalProperties"] == false {
                found.append("\(place): the member \(name) is not documented")
            }
        }
        return found
    }

    private static func isAny(of types: JSON, _ value: JSON) -> Bool {
        (types.array ?? [types]).contains { type in
            switch value {
            case .null: type == "null"
            case .bool: type == "boolean"
            case .integer: type == "integer" || type == "number"
            case .number: type == "number"
            case .string: type == "string"
            case .array: type == "array"
            case .object: type == "object"
            }
        }
    }
}
