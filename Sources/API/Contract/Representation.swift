// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// A member of a representation: its schema and its value in one.
struct Member<Whole: Sendable>: Sendable {
    let name: String
    let schema: Schema
    /// Whether the representation may lack it.
    let isOptional: Bool
    /// The member of a whole; `nil` where it is left out.
    let write: @Sendable (Whole) -> JSON?

    private init(
        _ name: String,
        _ schema: Schema,
        isOptional: Bool = false,
        write: @escaping @Sendable (Whole) -> JSON?
    ) {
        self.name = name
        self.schema = schema
        self.isOptional = isOptional
        self.write = write
    }

    /// A value that is always there.
    init<Value>(
        _ name: String,
        _ codec: Codec<Value>,
        _ value: @escaping @Sendable (Whole) -> Value
    ) {
        self.init(name, codec.schema) { codec.write(value($0)) }
    }

    /// A value that may be null.
    init<Value>(
        _ name: String,
        orNull codec: Codec<Value>,
        _ value: @escaping @Sendable (Whole) -> Value?
    ) {
        self.init(name, codec.schema.orNull) { value($0).map(codec.write) ?? .null }
    }

    /// A value that is left out where it is not known.
    init<Value>(
        _ name: String,
        optional codec: Codec<Value>,
        _ value: @escaping @Sendable (Whole) -> Value?
    ) {
        self.init(name, codec.schema, isOptional: true) { value($0).map(codec.write) }
    }

    /// An object.
    init<Part>(
        _ name: String,
        _ part: Representation<Part>,
        _ value: @escaping @Sendable (Whole) -> Part
    ) {
        self.init(name, part.schema) { part.json(value($0)) }
    }

    /// An object that may be null.
    init<Part>(
        _ name: String,
        orNull part: Representation<Part>,
        _ value: @escaping @Sendable (Whole) -> Part?
    ) {
        self.init(name, part.schema.orNull) { value($0).map(part.json) ?? .null }
    }

    /// A list of objects.
    init<Part>(
        _ name: String,
        listOf part: Representation<Part>,
        _ value: @escaping @Sendable (Whole) -> [Part]
    ) {
        self.init(name, .list(of: part.schema)) { .array(value($0).map(part.json)) }
    }

    /// Whatever the schema says.
    init(
        _ name: String,
        json schema: Schema,
        isOptional: Bool = false,
        _ value: @escaping @Sendable (Whole) -> JSON?
    ) {
        self.init(name, schema, isOptional: isOptional, write: value)
    }

    /// The same member of a whole that has this one's whole as a part.
    func of<Larger>(_ part: @escaping @Sendable (Larger) -> Whole) -> Member<Larger> {
        Member<Larger>(name, schema, isOptional: isOptional) { write(part($0)) }
    }
}

/// How something is answered: one list of members gives both the JSON and its schema.
struct Representation<Whole: Sendable>: Sendable {
    let members: [Member<Whole>]
    /// By itself when it has a name, a reference to the component.
    let schema: Schema

    /// A component of the contract, which `note` describes in a sentence.
    init(_ name: String, _ note: String, @ListBuilder<Member<Whole>> _ members: () -> [Member<Whole>]) {
        self.members = members()
        schema = .component(name, note, Self.schema(of: self.members))
    }

    /// An object that the contract describes where it stands.
    init(@ListBuilder<Member<Whole>> _ members: () -> [Member<Whole>]) {
        self.members = members()
        schema = Self.schema(of: self.members)
    }

    func json(_ whole: Whole) -> JSON {
        var object: [String: JSON] = [:]
        object.reserveCapacity(members.count)
        for member in members {
            if let value = member.write(whole) { object[member.name] = value }
        }
        return .object(object)
    }

    /// The members, of a whole that has this one's whole as a part.
    func of<Larger>(_ part: @escaping @Sendable (Larger) -> Whole) -> [Member<Larger>] {
        members.map { $0.of(part) }
    }

    private static func schema(of members: [Member<Whole>]) -> Schema {
        func schemas(_ isOptional: Bool) -> [String: Schema] {
            Dictionary(
                uniqueKeysWithValues: members.filter { $0.isOptional == isOptional }.map {
                    ($0.name, $0.schema)
                }
            )
        }
        return .object(schemas(false), optional: schemas(true))
    }
}

/// Lists written one element a line, without commas, each checked by the compiler for itself.
@resultBuilder
enum ListBuilder<Element> {
    static func buildExpression(_ element: Element) -> [Element] { [element] }
    static func buildExpression(_ elements: [Element]) -> [Element] { elements }
    static func buildBlock(_ parts: [Element]...) -> [Element] { parts.flatMap { $0 } }
}
