// SPDX-License-Identifier: Apache-2.0
import JSON

/// An object that is sent and shown alike: one list of its parts gives the reader and the JSON.
struct Exchanged<Whole: Sendable>: Sendable {
    let body: Body<Whole>
    let shown: Representation<Whole>

    /// A component of the contract, which `note` describes in a sentence.
    init<each Value: Sendable>(
        _ name: String,
        _ note: String,
        _ part: repeat Part<Whole, each Value>,
        make: @escaping @Sendable (repeat each Value) -> Whole
    ) {
        body = Body(repeat (each part).field, make: make).named(name, note)
        var members: [Member<Whole>] = []
        for part in repeat each part { members.append(part.member) }
        shown = Representation(name, note) { members }
    }
}

/// A member of what is sent and shown alike, always there.
struct Part<Whole: Sendable, Value: Sendable>: Sendable {
    let field: Field<Value>
    let member: Member<Whole>

    init(_ name: String, _ codec: Codec<Value>, _ value: @escaping @Sendable (Whole) -> Value) {
        field = Field(name, codec)
        member = Member(name, codec, value)
    }
}
