// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// A JSON Schema (draft 2020-12), as far as the contract needs one, with the components that it refers to.
struct Schema: Sendable {
    private(set) var members: [String: JSON]
    /// What `$ref` in it leads to, by name; a component's own components are among them.
    private(set) var components: [String: Schema]

    init(_ members: [String: JSON], components: [String: Schema] = [:]) {
        self.members = members
        self.components = components
    }

    var json: JSON { .object(members) }

    func with(_ key: String, _ value: JSON) -> Self {
        var copy = self
        copy.members[key] = value
        return copy
    }

    func example(_ value: JSON) -> Self { with("example", value) }

    func described(_ text: String) -> Self { with("description", .string(text)) }

    /// The same, or null.
    var orNull: Self {
        guard let type = members["type"]?.string else {
            return Self(["oneOf": .array([json, ["enum": [.null]]])], components: components)
        }
        var copy = with("type", .texts([type, "null"]))
        if case .array(let values) = members["enum"] { copy.members["enum"] = .array(values + [.null]) }
        return copy
    }

    /// A component by its name.
    static func ref(_ name: String) -> Self { Self(["$ref": .string("#/components/schemas/\(name)")]) }

    /// A reference to the component `name`, which `note` describes in a sentence.
    static func component(_ name: String, _ note: String, _ schema: Self) -> Self {
        var reference = ref(name)
        reference.components = schema.components
        reference.components[name] = schema.described(note)
        return reference
    }

    static let bool = Self(["type": "boolean"]).example(true)
    /// An object of another document's making, whose members are described there.
    static let document = Self(["type": "object"]).example(["version": 1])

    /// A text of our own making, of no stated length.
    static let string = Self(["type": "string"]).example("A text")

    static func pattern(_ pattern: String, example: String) -> Self {
        Self(["type": "string", "pattern": .string(pattern)]).example(.string(example))
    }

    static func pid(_ kind: PID.Kind) -> Self {
        pattern(
            "^\(kind.rawValue)-[0-9a-hjkmnp-tv-z]{10}[0-9]{2}$",
            example: PID(kind: kind, bits: 20_261_124).description
        )
        .with("format", .string("pid-\(kind.rawValue)"))
    }

    static let digest = pattern(
        "^sha256:[0-9a-f]{64}$",
        example: "sha256:" + String(repeating: "0a", count: 32)
    )
    static let time = Self(["type": "string", "format": "date-time"]).example("2026-11-24T10:00:00Z")
    static let orcid = pattern("^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$", example: "0000-0002-1825-0097")
        .with("format", "orcid").described("The last character is a check digit (ISO 7064 MOD 11-2).")
    static let ror = pattern("^0[0-9a-hj-km-np-tv-z]{6}[0-9]{2}$", example: "03yrm5c26").with("format", "ror")
        .described("The last two digits are check digits (ISO 7064 MOD 97-10).")

    static func integer(_ range: ClosedRange<Int>) -> Self {
        Self([
            "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
            "maximum": .integer(Int64(range.upperBound)),
        ]).example(.integer(Int64(range.lowerBound)))
    }

    static let count = Self(["type": "integer", "minimum": 0]).example(1024)
    static let days = Self(["type": "number", "minimum": 0]).example(12.5)
    static let ordinal = Self(["type": "integer", "minimum": 1]).example(1)

    static func one<E: RawRepresentable<String> & CaseIterable>(of type: E.Type) -> Self {
        one(of: E.allCases.map(\.rawValue))
    }

    static func one(of texts: [String]) -> Self {
        Self(["type": "string", "enum": .texts(texts)]).example(.text(texts.first))
    }

    static func list(of item: Self, _ count: ClosedRange<Int>? = nil) -> Self {
        var schema = Self(["type": "array", "items": item.json], components: item.components)
        if let count {
            schema = schema.with("minItems", .integer(Int64(count.lowerBound)))
                .with("maxItems", .integer(Int64(count.upperBound)))
        }
        return schema
    }

    /// A closed object: all of `required`, perhaps some of `optional`, nothing else.
    static func object(_ required: [String: Self], optional: [String: Self] = [:]) -> Self {
        let properties = required.merging(optional) { first, _ in first }
        var schema = Self(
            [
                "type": "object", "additionalProperties": false,
                "properties": .object(properties.mapValues(\.json)),
            ],
            components: properties.values.reduce(into: [:]) { all, each in
                all.merge(each.components) { first, _ in first }
            }
        )
        if !required.isEmpty { schema = schema.with("required", .texts(required.keys.sorted())) }
        return schema
    }

    /// What a client sends: what may be left out may also be null.
    static func request(_ required: [String: Self], optional: [String: Self] = [:]) -> Self {
        object(required, optional: optional.mapValues(\.orNull))
    }

    /// A page of a list, or all of one.
    static func items(of item: Self) -> Self { object(["items": list(of: item)]) }

    static let actions = list(of: string).described("What the caller may do now.")
}
