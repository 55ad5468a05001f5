// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// What a client sends, or an object within it: one list of fields gives both the reader and the schema.
struct Body<Value: Sendable>: Sendable {
    /// Whether a request has a body.
    enum Presence: Sendable {
        case none
        /// May be left out.
        case optional
        case required
    }

    let presence: Presence
    let schema: Schema
    /// What the contract shows of it.
    let example: JSON
    /// Reads every field before any is missed, so that a client hears of all faults at once;
    /// `nil` once one is recorded.
    let read: @Sendable (inout ObjectReader) -> Value?

    private init(
        presence: Presence,
        schema: Schema,
        example: JSON,
        read: @escaping @Sendable (inout ObjectReader) -> Value?
    ) {
        self.presence = presence
        self.schema = schema
        self.example = example
        self.read = read
    }

    /// Reads the fields in their order, and makes the value of them.
    init<each F: Sendable>(
        _ field: repeat Field<each F>,
        example: JSON = [:],
        make: @escaping @Sendable (repeat each F) -> Value
    ) {
        var required: [String: Schema] = [:]
        var optional: [String: Schema] = [:]
        for field in repeat each field {
            if field.isRequired {
                required[field.name] = field.schema
            } else {
                optional[field.name] = field.schema
            }
        }
        self.init(presence: .required, schema: .request(required, optional: optional), example: example) {
            reader in
            let values = (repeat (each field).read(&reader))
            do throws(Missing) {
                return make(repeat try Self.there(each values))
            } catch {
                return nil
            }
        }
    }

    private struct Missing: Error {}

    private static func there<V>(_ value: V?) throws(Missing) -> V {
        guard let value else { throw Missing() }
        return value
    }

    /// The same, as a component of the contract that `note` describes in a sentence.
    func named(_ name: String, _ note: String) -> Self {
        Self(presence: presence, schema: .component(name, note, schema), example: example, read: read)
    }

    /// The same, refused when `check` records an error about several fields at once.
    func checked(_ check: @escaping @Sendable (Value, inout ObjectReader) -> Void) -> Self {
        Self(presence: presence, schema: schema, example: example) { [self] reader in
            let before = reader.errors.count
            guard let value = read(&reader) else { return nil }
            check(value, &reader)
            return reader.errors.count == before ? value : nil
        }
    }

    /// What a parsed body says; `nil` is a body that was left out.
    ///
    /// - Throws: `InvalidObject` with every fault that it has.
    func value(of json: JSON?) throws -> Value {
        var reader = ObjectReader(json ?? [:])
        let value = read(&reader)
        try reader.finish()
        guard let value else { throw ProblemDetails.invalid("", "invalid", "The body is not valid.") }
        return value
    }

    /// What the contract says of the body.
    var described: Operation.Body {
        switch presence {
        case .none: .none
        case .optional: .empty
        case .required: .json(schema, example: example)
        }
    }
}

extension Body<Void> {
    /// No body is looked at.
    static let none = Self(presence: .none, schema: .object([:]), example: [:]) { _ in () }
    /// Nothing, or an object without members.
    static let empty = Self(presence: .optional, schema: .object([:]), example: [:]) { _ in () }
}

extension Body<String> {
    /// The reason that every decision carries.
    static let reason = Self(Field("reason", .lines(Limits.reason)), example: ["reason": "It is sound."]) {
        $0
    }
}
