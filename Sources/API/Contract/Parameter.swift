// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// A parameter of a query: what the contract says of it, and how it is read.
struct Parameter<Value: Sendable>: Sendable {
    let name: String
    let schema: Schema
    /// What the value has to be: the end of a sentence that begins with the parameter's name.
    let rule: String
    /// What the text means; `nil` when it is not one of this parameter's.
    let parse: @Sendable (String) -> Value?

    init(_ name: String, _ schema: Schema, rule: String, parse: @escaping @Sendable (String) -> Value?) {
        self.name = name
        self.schema = schema
        self.rule = rule
        self.parse = parse
    }

    /// The same with another example.
    func example(_ value: JSON) -> Self { Self(name, schema.example(value), rule: rule, parse: parse) }

    /// The refusal for a client that leaves it out where it is needed, or sends something else.
    var refusal: ProblemDetails { .badRequest("bad_parameter", "\(name) \(rule).") }
}

extension Parameter where Value: RawRepresentable<String> & CaseIterable {
    static func one(of type: Value.Type, _ name: String) -> Self {
        let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return Self(name, .one(of: type), rule: "is one of \(known)") { Value(rawValue: $0) }
    }
}

extension Parameter where Value == PID {
    static func pid(_ kind: PID.Kind, _ name: String) -> Self {
        Self(name, .pid(kind), rule: "is the public id of one") { PID($0, of: kind) }
    }
}

extension Parameter where Value == Bool {
    static func flag(_ name: String) -> Self {
        Self(name, .one(of: ["true", "false"]), rule: "is true or false") {
            ["true": true, "false": false][$0]
        }
    }
}

extension Parameter where Value == Int {
    static func integer(_ name: String, _ range: ClosedRange<Int>) -> Self {
        Self(name, .integer(range), rule: "is a number from \(range.lowerBound) to \(range.upperBound)") {
            text in
            Int(text).flatMap { range.contains($0) && String($0) == text ? $0 : nil }
        }
    }
}

extension Parameter where Value == String {
    /// One line, its length in Unicode scalars.
    static func line(_ name: String, _ length: ClosedRange<Int>) -> Self {
        let bounds = "\(length.lowerBound) to \(length.upperBound)"
        return Self(name, .line(length), rule: "is a line of \(bounds) characters") { text in
            let isLine = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            return isLine && length.contains(text.unicodeScalars.count) ? text : nil
        }
    }
}

extension Query {
    /// The value of a parameter; `nil` when it is left out.
    subscript<Value>(parameter: Parameter<Value>) -> Value? {
        get throws {
            guard let text = self[parameter.name] else { return nil }
            guard let value = parameter.parse(text) else { throw parameter.refusal }
            return value
        }
    }
}
