// SPDX-License-Identifier: Apache-2.0

/// A thing with what its reader may do with it now.
@dynamicMemberLookup
struct Offered<Thing: Sendable>: Sendable {
    let thing: Thing
    /// By their names in the domain.
    let actions: [String]

    init(_ thing: Thing, _ actions: [String]) {
        self.thing = thing
        self.actions = actions
    }

    subscript<Value>(dynamicMember path: KeyPath<Thing, Value>) -> Value { thing[keyPath: path] }
}

extension Member {
    /// What the reader may do now.
    static func actions<Thing>() -> Self where Whole == Offered<Thing> {
        Self("actions", json: .actions) { .actions($0.actions) }
    }
}
