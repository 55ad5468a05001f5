// SPDX-License-Identifier: Apache-2.0
import Domain

/// A provider's clearance of the last version, and its objections.
struct ModelRow: Sendable {
    var isAsked = false
    var state: Clearance.State = .pending
    var due = 0
    var cap = 0
    var used = 0
    var age = 0
    var first = 0
    /// Passages for which its time has ended.
    var known = 0
    var a = ModelPassage()
    var b = ModelPassage()

    mutating func code(with coder: inout Coder) {
        coder.flag(&isAsked)
        coder.state(&state)
        coder.number(&due, 2)
        coder.number(&cap, 3)
        coder.number(&used, 1)
        coder.number(&age, 1)
        coder.number(&first, 3)
        coder.number(&known, 2)
        a.code(with: &coder)
        b.code(with: &coder)
    }

    subscript(passage: Int) -> ModelPassage {
        get { passage == 0 ? a : b }
        set { if passage == 0 { a = newValue } else { b = newValue } }
    }

    /// Whether this holds of the objection to a passage among `words`.
    func some(of words: Int, _ holds: (ModelPassage) -> Bool) -> Bool {
        words & 1 != 0 && holds(a) || words & 2 != 0 && holds(b)
    }
}

/// One finding before two providers.
struct ProvidersState: ModelState {
    var version: Finding.State = .draft
    var words = 0
    /// Passages that any version ever had.
    var seen = 0
    var p = ModelRow()
    var q = ModelRow()
    /// Ticks for which providers have held the finding since its authors brought something new.
    var held = 0
    var broken: Invariant?

    mutating func code(with coder: inout Coder) {
        coder.state(&version)
        coder.number(&words, 2)
        coder.number(&seen, 2)
        p.code(with: &coder)
        q.code(with: &coder)
        coder.number(&held, 4)
    }

    subscript(provider: Int) -> ModelRow {
        get { provider == 0 ? p : q }
        set { if provider == 0 { p = newValue } else { q = newValue } }
    }
}
