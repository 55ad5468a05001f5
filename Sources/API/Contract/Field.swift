// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// A member of what a client sends: its schema and its reader in one.
struct Field<Value: Sendable>: Sendable {
    let name: String
    let schema: Schema
    let isRequired: Bool
    /// Takes the member; `nil` once an error is recorded.
    let read: @Sendable (inout ObjectReader) -> Value?

    private init(
        _ name: String,
        _ schema: Schema,
        isRequired: Bool,
        read: @escaping @Sendable (inout ObjectReader) -> Value?
    ) {
        self.name = name
        self.schema = schema
        self.isRequired = isRequired
        self.read = read
    }

    /// A value that must be there.
    init(_ name: String, _ codec: Codec<Value>) {
        self.init(name, codec.schema, isRequired: true) { codec.read(&$0, name) }
    }

    /// An object that must be there.
    init(_ name: String, _ body: Body<Value>) {
        self.init(name, body.schema, isRequired: true) { $0.object(name) { body.read(&$0) } }
    }

    /// A list of objects that must be there.
    init<Element>(_ name: String, listOf body: Body<Element>, _ count: ClosedRange<Int>)
    where Value == [Element] {
        self.init(name, .list(of: body.schema, count), isRequired: true) { reader in
            reader.list(name, count: count) { reader, key in reader.object(key) { body.read(&$0) } }
        }
    }
}

extension Field {
    /// The same member, which may be left out or null, and then is `nil`.
    var optional: Field<Value?> {
        Field<Value?>(name, schema, isRequired: false) { [self] reader in
            guard reader.optionalJSON(name) != nil else { return .some(nil) }
            return read(&reader).map { .some($0) }
        }
    }

    /// The same member, which may be left out or null, and then is `standard`.
    func optional(else standard: Value) -> Self {
        Field(name, schema, isRequired: false) { [self] reader in
            guard reader.optionalJSON(name) != nil else { return standard }
            return read(&reader)
        }
    }

    /// The same member of a change, in which null says something else than leaving it out.
    var clearable: Field<Change<Value>> {
        Field<Change<Value>>(name, schema, isRequired: false) { [self] reader in
            guard reader.optionalJSON(name) != nil else { return reader.isNull(name) ? .clear : .keep }
            return read(&reader).map { .set($0) }
        }
    }
}

/// What a change says of a value that can be taken out.
enum Change<Value: Sendable>: Sendable {
    /// The member is left out.
    case keep
    /// The member is null.
    case clear
    case set(Value)

    /// The value that follows upon `old`.
    func applied(to old: Value?) -> Value? {
        switch self {
        case .keep: old
        case .clear: nil
        case .set(let value): value
        }
    }
}
