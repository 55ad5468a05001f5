// SPDX-License-Identifier: Apache-2.0
import Domain

/// A passage in what authors write, and the provider's objection to it.
struct ModelPassage: Sendable {
    /// Whether it was objected to.
    var isRaised = false
    var state: Flag.State = .open
    /// Ticks until the clock does something about the objection.
    var due = 0
    /// One voice to uphold is 1, one to dismiss 2, one of each 3.
    var votes = 0

    /// Whether it is objected to, and undecided.
    var waits: Bool { isRaised && state.isWaiting }
    /// Whether a version with it must not pass.
    var isForbidden: Bool { isRaised && state.forbidsPassage }
    /// Whether it holds the clearance of a version that has it.
    var holds: Bool { isRaised && (state.isWaiting || state == .upheld) }

    var isUpheld: Bool { isRaised && state == .upheld }

    mutating func code(with coder: inout Coder) {
        coder.flag(&isRaised)
        coder.state(&state)
        coder.number(&due, 2)
        coder.number(&votes, 2)
    }

    /// Moves the objection; an event that the domain does not know here is an error of the model.
    mutating func move(_ event: Flag.State.Event, due: Int = 0) {
        guard let next = state.next(event) else { preconditionFailure("\(state) \(event)") }
        state = next
        self.due = due
        if next != .contested { votes = 0 }
    }
}

/// One finding before one provider.
struct ClockState: ModelState {
    /// The version that was submitted last; `draft` before there is one.
    var version: Finding.State = .draft
    /// The passages that it has: the first is 1, the second 2.
    var words = 0
    var screening: Screening = .pending
    var screeningDue = 0
    var moderation: Moderation = .pending
    var isAppealed = false
    /// Whether the provider was ever asked; `row` is then its clearance of the last version.
    var isAsked = false
    var row: Clearance.State = .pending
    /// Ticks until silence clears, or would if no objection held it; of a row that left, how many were left.
    var due = 0
    var cap = 0
    /// Ticks since this version came, and for which earlier ones were before the provider.
    var age = 0
    var used = 0
    /// Ticks since the first notice.
    var first = 0
    /// Whether the one extension was used.
    var isExtended = false
    /// Passages for which the provider's time has ended.
    var known = 0
    var a = ModelPassage()
    var b = ModelPassage()
    var broken: Invariant?

    mutating func code(with coder: inout Coder) {
        coder.state(&version)
        coder.number(&words, 2)
        coder.state(&screening)
        coder.number(&screeningDue, 3)
        coder.state(&moderation)
        coder.flag(&isAppealed)
        coder.flag(&isAsked)
        coder.state(&row)
        coder.number(&due, 4)
        coder.number(&cap, 5)
        coder.number(&age, 5)
        coder.number(&used, 3)
        coder.number(&first, 5)
        coder.flag(&isExtended)
        coder.number(&known, 2)
        a.code(with: &coder)
        b.code(with: &coder)
    }

    subscript(passage: Int) -> ModelPassage {
        get { passage == 0 ? a : b }
        set { if passage == 0 { a = newValue } else { b = newValue } }
    }

    func has(_ passage: Int) -> Bool { words & (1 << passage) != 0 }
    /// Whether this holds of a passage that the version has.
    func someStanding(_ holds: (ModelPassage) -> Bool) -> Bool { has(0) && holds(a) || has(1) && holds(b) }
    func isNew(_ passage: Int) -> Bool { has(passage) && known & (1 << passage) == 0 }
    /// Whether the last version is with the provider, whatever else became of it.
    var isBeforeProvider: Bool {
        switch version {
        case .submitted, .changesRequested, .rejected: true
        default: false
        }
    }
}
