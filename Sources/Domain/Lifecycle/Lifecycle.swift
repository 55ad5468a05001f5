// SPDX-License-Identifier: Apache-2.0

/// The states of one kind of object and how events move it from one to the next:
/// pure, total, without a clock.
///
/// The database holds the same table (`allowed_transitions`) and refuses whatever is not in
/// it; a test compares the two.
package protocol Lifecycle: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    associatedtype Event: RawRepresentable<String>, CaseIterable, Hashable, Sendable

    /// What kind of object goes through it.
    static var object: ObjectKind { get }

    /// The state that follows when `event` happens, or `nil` when it cannot happen here.
    func next(_ event: Event) -> Self?

    /// What brings an event about, and so who may (``Right``).
    static func origins(of event: Event) -> [Origin]

    /// Whether somebody is waited for, so that there must be a time at which the clock decides.
    var isWaiting: Bool { get }

    /// What the clock does when somebody who is waited for here let the time pass; `nil` where
    /// it does nothing by itself.
    var atDue: Event? { get }

    /// How many days whoever is waited for here has, where it is as many however it came to this state.
    var days: Int? { get }
}

extension Lifecycle {
    package var atDue: Event? { nil }
    package var days: Int? { nil }

    /// The states that the clock ends.
    package static var clocked: [Self] { allCases.filter { $0.atDue != nil } }
}

extension Lifecycle {
    /// The state that follows when `event` happens.
    package func after(_ event: Event) throws(TransitionRefused) -> Self {
        guard let next = next(event) else {
            throw TransitionRefused(object: Self.object, state: rawValue, event: event.rawValue)
        }
        return next
    }

    /// Every (state, event, next state) there is.
    package static var transitions: [Transition] {
        allCases.flatMap { state in
            Event.allCases.compactMap { event in
                state.next(event).map { Transition(object, state.rawValue, event.rawValue, $0.rawValue) }
            }
        }
    }
}

/// One row of a lifecycle's table.
package struct Transition: Hashable, Sendable {
    /// The lifecycle's object.
    package let object: ObjectKind
    /// The raw value of the state before.
    package let from: String
    /// The raw value of the event.
    package let event: String
    /// The raw value of the state after.
    package let to: String

    /// Takes the parts in the order in which they are read: object, state before, event, state after.
    package init(_ object: ObjectKind, _ from: String, _ event: String, _ to: String) {
        self.object = object
        self.from = from
        self.event = event
        self.to = to
    }
}

/// An event came in a state in which it cannot happen.
package struct TransitionRefused: Error, Hashable, Sendable {
    /// The lifecycle's object.
    package let object: ObjectKind
    /// The raw value of the state in which the event came.
    package let state: String
    /// The raw value of the event that was refused.
    package let event: String

    /// Takes the raw values of the state and of the event, and the lifecycle's `object`.
    package init(object: ObjectKind, state: String, event: String) {
        self.object = object
        self.state = state
        self.event = event
    }
}
