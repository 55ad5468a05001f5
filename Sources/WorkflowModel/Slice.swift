// SPDX-License-Identifier: Apache-2.0

/// A part of the workflow that is explored on its own, with all that anybody can do in it.
protocol Slice: Sendable {
    associatedtype State: ModelState
    /// Where a finding begins.
    var starts: [State] { get }
    /// Everything that can happen next: acts of people, of the machine, and the clock.
    func steps(from state: State, into steps: inout Steps<State>)
    /// Whether the state is submitted, and neither the clock alone leads on from it nor a named able person
    /// has an hour.
    func isStuck(_ state: State) -> Bool
    /// Whether circles without time are looked for; it doubles the time that the slice takes.
    var looksForCircles: Bool { get }
}

extension Slice {
    var looksForCircles: Bool { false }
}

/// What a step is called in a trace.
struct Label: Sendable {
    let act: StaticString
    let object: StaticString
    let number: Int?

    init(_ act: StaticString, _ object: StaticString = "", _ number: Int? = nil) {
        self.act = act
        self.object = object
        self.number = number
    }

    var words: String {
        [act.description, object.description, number.map(String.init) ?? ""].filter { !$0.isEmpty }
            .joined(separator: " ")
    }
}

/// The steps that lead out of one state; kept and emptied, since there are millions.
struct Steps<State> {
    struct Step {
        let label: Label
        let state: State
        /// How many pass; 0 for what takes no time.
        let days: Int
        /// Whether it asks somebody for work.
        let asks: Bool
    }

    private(set) var list: [Step] = []

    mutating func removeAll() { list.removeAll(keepingCapacity: true) }

    /// Somebody does something, at no time.
    mutating func act(_ label: Label, _ state: State, asks: Bool = false) {
        list.append(Step(label: label, state: state, days: 0, asks: asks))
    }

    /// A tick passes, and the clock does what is due.
    mutating func tick(_ state: State, days: Int) {
        list.append(Step(label: Label("days pass"), state: state, days: days, asks: false))
    }
}
