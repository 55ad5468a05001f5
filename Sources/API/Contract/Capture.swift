// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Publication

/// A variable segment of a path: what the contract says of it, and how it is read.
struct Capture<Value: Sendable>: Sendable {
    let name: String
    let schema: Schema
    /// What the segment means; `nil` when it names nothing.
    let parse: @Sendable (String) -> Value?

    init(_ name: String, _ schema: Schema, parse: @escaping @Sendable (String) -> Value?) {
        self.name = name
        self.schema = schema
        self.parse = parse
    }
}

extension Capture where Value == PID {
    static func pid(_ kind: PID.Kind, named name: String = "pid") -> Self {
        Self(name, .pid(kind)) { PID($0, of: kind) }
    }

    static var person: Self { .pid(.person, named: "person") }
    static var invitation: Self { .pid(.invitation, named: "invitation") }
}

extension Capture where Value == Int {
    /// The number of something within its parent, from 1.
    static var number: Self {
        Self("number", .integer(1...1_000_000)) { text in
            guard let number = Int(text), (1...1_000_000).contains(number), String(number) == text else {
                return nil
            }
            return number
        }
    }
}

extension Capture where Value == String {
    /// The name of a file that comes in: one that every system can hold.
    static var newFileName: Self {
        Self("name", .fileName) { FileName.fault(in: $0) == nil ? $0 : nil }
    }

    /// The name of a file that may be there, perhaps from before names were looked at closely.
    static var fileName: Self {
        Self("name", .line(Limits.fileName).example("table.csv")) { FileName.isPossible($0) ? $0 : nil }
    }

    /// Text of a form that its handler looks into.
    static func text(_ name: String, _ schema: Schema) -> Self { Self(name, schema) { $0 } }
}

extension Capture where Value: RawRepresentable<String> & CaseIterable {
    static func one(of type: Value.Type, named name: String) -> Self {
        Self(name, .one(of: type)) { Value(rawValue: $0) }
    }
}
