// SPDX-License-Identifier: Apache-2.0

/// What the query of a route says: one list of parameters gives both the reader and the contract.
struct Parameters<Value: Sendable>: Sendable {
    /// By their names.
    let schemas: [String: Schema]
    /// The names of those that may not be left out.
    let required: Set<String>
    /// - Throws: `ProblemDetails` of 400 for a parameter that is missing or says something else.
    let value: @Sendable (Query) throws -> Value

    /// Reads the parameters in their order, and makes the value of them.
    init<each A: Sendable>(
        _ argument: repeat Argument<each A>,
        make: @escaping @Sendable (repeat each A) -> Value
    ) {
        var schemas: [String: Schema] = [:]
        var required: Set<String> = []
        for argument in repeat each argument {
            schemas[argument.name] = argument.schema
            if argument.isRequired { required.insert(argument.name) }
        }
        self.schemas = schemas
        self.required = required
        value = { query in make(repeat try (each argument).read(query)) }
    }
}

extension Parameters<Void> {
    static let none = Self {}
}

/// A parameter in the query of a route: needed, or with something in its place when it is left out.
struct Argument<Value: Sendable>: Sendable {
    let name: String
    let schema: Schema
    let isRequired: Bool
    let read: @Sendable (Query) throws -> Value
}

extension Parameter {
    /// It must be there.
    var required: Argument<Value> {
        Argument(name: name, schema: schema, isRequired: true) { query in
            guard let value = try query[self] else { throw refusal }
            return value
        }
    }

    /// It may be left out, and then is `nil`.
    var optional: Argument<Value?> {
        Argument(name: name, schema: schema, isRequired: false) { try $0[self] }
    }

    /// It may be left out, and then is `standard`.
    func optional(else standard: Value) -> Argument<Value> {
        Argument(name: name, schema: schema, isRequired: false) { try $0[self] ?? standard }
    }
}

extension Call {
    /// What the query says; a parameter that is not one of these is refused.
    func query<Asked>(_ parameters: Parameters<Asked>) throws -> Asked {
        try parameters.value(try query(Set(parameters.schemas.keys)))
    }
}
