// SPDX-License-Identifier: Apache-2.0
import Domain

/// The path of a route with its captures: `"/v1/reviews/\(.pid(.review))"`.
///
/// It is what the router matches, what the contract describes, and what addresses are made of.
struct Path: Sendable, ExpressibleByStringInterpolation {
    /// With the captures' names in braces, as in `/v1/reviews/{pid}`.
    let text: String
    /// The captures' names and schemas in their order.
    let captures: [(name: String, schema: Schema)]

    private init(text: String, captures: [(name: String, schema: Schema)]) {
        self.text = text
        self.captures = captures
    }

    init(stringLiteral text: String) {
        self.init(text: text, captures: [])
    }

    init(stringInterpolation: StringInterpolation) {
        self.init(text: stringInterpolation.text, captures: stringInterpolation.captures)
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var captures: [(name: String, schema: Schema)] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation<Value>(_ capture: Capture<Value>) {
            text += "{\(capture.name)}"
            captures.append((capture.name, capture.schema))
        }

        mutating func appendInterpolation(_ text: String) { self.text += text }
    }

    static func + (path: Self, rest: Self) -> Self {
        Self(text: path.text + rest.text, captures: path.captures + rest.captures)
    }

    /// The address of one thing: the path with a value at each of its captures, in their order.
    func at(_ values: any (CustomStringConvertible & Sendable)...) -> String {
        precondition(values.count == captures.count, "\(text) has \(captures.count) captures")
        var address = ""
        var rest = text[...]
        for value in values {
            guard let start = rest.firstIndex(of: "{"), let end = rest.firstIndex(of: "}") else { break }
            address += rest[..<start]
            address += Percent.encode(value.description)
            rest = rest[rest.index(after: end)...]
        }
        return address + rest
    }
}
